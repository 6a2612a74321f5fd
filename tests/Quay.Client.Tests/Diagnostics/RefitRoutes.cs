using System.Reflection;
using Refit;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Lists the routes of the client's requests.</summary>
internal static class RefitRoutes
{
    public static IReadOnlyList<string> All() =>
    [
        .. typeof(QuayClient).Assembly.GetTypes()
            .Where(type => type.IsInterface)
            .SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<HttpMethodAttribute>()?.Path).OfType<string>(),
    ];
}
