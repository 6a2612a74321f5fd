using System.Reflection;
using System.Text.RegularExpressions;

namespace Quay.Client.Tests.Tracing;

/// <summary>
/// Derives the names of operations. A name is the path of the method from the client, in snake case, without <c>Async</c>. The name of a
/// list also omits <c>Get</c>.
/// </summary>
internal static partial class OperationNames
{
    /// <summary>Gets all methods that send requests, by name, with the function that gets their object.</summary>
    public static IReadOnlyDictionary<string, (MethodInfo Method, Func<IQuayClient, object> Target)> All { get; } =
        Methods("quay", typeof(IQuayClient), client => client).ToDictionary();

    private static IEnumerable<(string, (MethodInfo, Func<IQuayClient, object>))> Methods(
        string path, Type type, Func<IQuayClient, object> target) =>
        type.GetMethods().Where(method => !method.IsSpecialName)
            .Select(method => ($"{path}.{NameOf(method)}", (method, target)))
            .Concat(type.GetProperties()
                .Where(property => property.PropertyType is { IsInterface: true, Namespace: "Quay.Client" })
                .SelectMany(property => Methods(
                    $"{path}.{Snake(property.Name)}", property.PropertyType, client => property.GetValue(target(client))!)));

    private static string NameOf(MethodInfo method)
    {
        bool isList = method.ReturnType.Name == typeof(QuayPageable<>).Name;
        return Snake(Regex.Replace(method.Name, isList ? "^Get" : "Async$", ""));
    }

    private static string Snake(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
