using System.Reflection;

namespace Quay.Client.Tests.Conventions;

public class SignatureTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly (string Member, Type Type)[] Named =
        [.. Surface.PublicTypes.SelectMany(
            type => Signatures(type).SelectMany(signature => Parts(signature.Type).Select(part => (signature.Member, part))))];

    [Fact]
    public void Signatures_are_read_to_their_innermost_types()
    {
        Assert.Contains(("IRepositoryOperations.GetAsync", typeof(Quay.Client.Repository)), Named);
        Assert.Contains(("QuayClientOptions.get_TokenProvider", typeof(CancellationToken)), Named);
        Assert.Contains(("QuayNotFoundException", typeof(QuayException)), Named);
    }

    [Fact]
    public void No_signature_names_a_type_of_the_libraries_inside() =>
        Assert.Empty(Named.Where(named => !IsPromised(named.Type.Assembly)).Select(named => $"{named.Member}: {named.Type.FullName}"));

    [Fact]
    public void No_signature_names_an_internal_type() =>
        Assert.Empty(Named.Where(named => !named.Type.IsVisible).Select(named => $"{named.Member}: {named.Type.FullName}"));

    // The framework and its extensions stand in the package's promise of compatibility; no other library does.
    private static bool IsPromised(Assembly assembly) =>
        Surface.Assemblies.Contains(assembly)
        || assembly.GetName().Name is { } name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));

    private static IEnumerable<(string Member, Type Type)> Signatures(Type type)
    {
        IEnumerable<Type> parents = type.GetInterfaces().Where(parent => parent.IsVisible).Append(type.BaseType!)
            .Where(parent => parent is not null);
        IEnumerable<Type> constraints = type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints());
        return parents.Concat(constraints).Select(named => (type.Name, named))
            .Concat(type.GetFields(Everything).Where(IsShown).Select(field => (Surface.NameOf(field), field.FieldType)))
            .Concat(type.GetConstructors(Everything).Where(IsShown).SelectMany(Parameters))
            .Concat(type.GetMethods(Everything).Where(IsShown)
                .SelectMany(method => Parameters(method).Append((Surface.NameOf(method), method.ReturnType))));
    }

    private static IEnumerable<(string Member, Type Type)> Parameters(MethodBase method) =>
        method.GetParameters().Select(parameter => (Surface.NameOf(method), parameter.ParameterType));

    // What callers and subclasses of callers see.
    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsShown(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.GetGenericParameterConstraints();
        }

        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.GetGenericArguments().SelectMany(Parts).Append(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
