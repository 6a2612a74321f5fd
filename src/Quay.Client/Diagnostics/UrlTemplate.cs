using System.Collections.Concurrent;

namespace Quay.Client;

/// <summary>
/// Gets the route of a request, such as <c>/api/v1/repository/{repository}/tag/</c>, which names no repository and has no query.
/// </summary>
internal static class UrlTemplate
{
    private static readonly HttpRequestOptionsKey<string> Key = new(Refit.HttpRequestMessageOptions.RelativePathTemplate);

    // The keys are the constants of the Refit interfaces.
    private static readonly ConcurrentDictionary<string, string> Templates = new(StringComparer.Ordinal);

    // Returns null for a request that does not come from a Refit interface. Its path could contain names.
    public static string? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out string? route) ? Templates.GetOrAdd(route, TemplateOf) : null;

    private static string TemplateOf(string route) => route.Split('?')[0].Replace("{**", "{", StringComparison.Ordinal);
}
