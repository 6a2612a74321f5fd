using System.Reflection;
using System.Runtime.CompilerServices;
using Quay.Client.History;

namespace Quay.Client.Tests.Conventions;

/// <summary>What the packages of the client show to their callers.</summary>
internal static class Surface
{
    public static IReadOnlyList<Assembly> Assemblies { get; } = [typeof(QuayClient).Assembly, typeof(IHistoryOperations).Assembly];

    public static IReadOnlyList<Type> PublicTypes { get; } = [.. Assemblies.SelectMany(assembly => assembly.GetExportedTypes())];

    /// <summary>The public types that hold data: records, and other types with properties that are set on initialization.</summary>
    public static IReadOnlyList<Type> Models { get; } =
    [
        .. PublicTypes.Where(type => !type.IsAssignableTo(typeof(Exception)))
            .Where(type => type.GetMethod("<Clone>$") is not null || type.GetProperties().Any(IsInit)),
    ];

    /// <summary>The methods that callers can call, without the accessors of properties.</summary>
    public static IEnumerable<MethodInfo> PublicMethods =>
        PublicTypes.SelectMany(DeclaredMethods).Where(method => method.IsPublic && !method.IsSpecialName);

    public static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    public static string NameOf(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";

    public static IEnumerable<MethodInfo> DeclaredMethods(Type type) => type.GetMethods(
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
}
