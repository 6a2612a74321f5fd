using System.Reflection;
using Quay.Client.History;

namespace Quay.Client.Tests.Conventions;

/// <summary>What the packages of the client show to their callers.</summary>
internal static class Surface
{
    public static IReadOnlyList<Assembly> Assemblies { get; } = [typeof(QuayClient).Assembly, typeof(IHistoryOperations).Assembly];

    public static IReadOnlyList<Type> PublicTypes { get; } = [.. Assemblies.SelectMany(assembly => assembly.GetExportedTypes())];

    /// <summary>The public records, and the classes that are filled by properties. The options of a client are settings instead.</summary>
    public static IReadOnlyList<Type> Models { get; } =
    [
        .. PublicTypes.Where(type => type.GetMethod("<Clone>$") is not null || (type.IsClass
            && !type.IsAssignableTo(typeof(Exception))
            && type != typeof(QuayClientOptions)
            && type.GetProperties().Any(property => property.SetMethod is { IsPublic: true }))),
    ];

    /// <summary>The methods that callers can call, without the accessors of properties.</summary>
    public static IEnumerable<MethodInfo> PublicMethods =>
        PublicTypes.SelectMany(DeclaredMethods).Where(method => method.IsPublic && !method.IsSpecialName);

    public static string NameOf(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";

    public static IEnumerable<MethodInfo> DeclaredMethods(Type type) => type.GetMethods(
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
}
