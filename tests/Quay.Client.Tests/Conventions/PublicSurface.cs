using System.Reflection;
using System.Runtime.CompilerServices;
using Quay.Client.History;

namespace Quay.Client.Tests.Conventions;

/// <summary>Provides the public API of the client's packages.</summary>
internal static class PublicSurface
{
    public static IReadOnlyList<Assembly> Assemblies { get; } = [typeof(QuayClient).Assembly, typeof(IHistoryOperations).Assembly];

    public static IReadOnlyList<Type> PublicTypes { get; } = [.. Assemblies.SelectMany(assembly => assembly.GetExportedTypes())];

    /// <summary>Gets the public types that hold data: records, and other types with init-only properties.</summary>
    public static IReadOnlyList<Type> Models { get; } =
    [
        .. PublicTypes.Where(type => !type.IsAssignableTo(typeof(Exception)))
            .Where(type => type.GetMethod("<Clone>$") is not null || type.GetProperties().Any(IsInit)),
    ];

    /// <summary>Gets the public methods, without property accessors.</summary>
    public static IEnumerable<MethodInfo> PublicMethods =>
        PublicTypes.SelectMany(DeclaredMethods).Where(method => method.IsPublic && !method.IsSpecialName);

    public static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    public static string NameOf(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";

    public static IEnumerable<MethodInfo> DeclaredMethods(Type type) => type.GetMethods(
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
}
