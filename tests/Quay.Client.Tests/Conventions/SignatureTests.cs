using System.Reflection;

namespace Quay.Client.Tests.Conventions;

public class SignatureTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly (string Member, Type Type)[] Named =
        [.. PublicSurface.PublicTypes.SelectMany(
            type => Signatures(type).SelectMany(signature => Parts(signature.Type).Select(part => (signature.Member, part))))];

    [Fact]
    public void Signatures_are_read_down_to_generic_arguments()
    {
        Assert.Contains(("IRepositoryOperations.GetAsync", typeof(Quay.Client.Repository)), Named);
        Assert.Contains(("QuayClientOptions.get_TokenProvider", typeof(CancellationToken)), Named);
        Assert.Contains(("QuayNotFoundException", typeof(QuayException)), Named);
    }

    [Fact]
    public void Public_signatures_name_no_type_of_Refit_or_Polly() =>
        Assert.Empty(Named.Where(named => !IsAllowed(named.Type.Assembly)).Select(named => $"{named.Member}: {named.Type.FullName}"));

    [Fact]
    public void Public_signatures_name_no_internal_type() =>
        Assert.Empty(Named.Where(named => !named.Type.IsVisible).Select(named => $"{named.Member}: {named.Type.FullName}"));

    // The framework and Microsoft.Extensions may be part of the public API; other libraries must not be.
    private static bool IsAllowed(Assembly assembly) =>
        PublicSurface.Assemblies.Contains(assembly)
        || assembly.GetName().Name is { } name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));

    private static IEnumerable<(string Member, Type Type)> Signatures(Type type)
    {
        IEnumerable<Type> parents = type.GetInterfaces().Where(parent => parent.IsVisible).Append(type.BaseType!)
            .Where(parent => parent is not null);
        IEnumerable<Type> constraints = type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints());
        return parents.Concat(constraints).Select(named => (type.Name, named))
            .Concat(type.GetFields(Everything).Where(IsVisibleToCallers).Select(field => (PublicSurface.NameOf(field), field.FieldType)))
            .Concat(type.GetConstructors(Everything).Where(IsVisibleToCallers).SelectMany(Parameters))
            .Concat(type.GetMethods(Everything).Where(IsVisibleToCallers)
                .SelectMany(method => Parameters(method).Append((PublicSurface.NameOf(method), method.ReturnType))));
    }

    private static IEnumerable<(string Member, Type Type)> Parameters(MethodBase method) =>
        method.GetParameters().Select(parameter => (PublicSurface.NameOf(method), parameter.ParameterType));

    // Visible to callers and to their subclasses.
    private static bool IsVisibleToCallers(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisibleToCallers(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

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
