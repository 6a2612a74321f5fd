namespace Quay.Client;

/// <summary>
/// Gets the route of a request, such as <c>/api/v1/repository/{repository}/tag/</c>, which names no repository and has no query.
/// </summary>
internal static class UrlTemplate
{
    private static readonly HttpRequestOptionsKey<string> Key = new(Refit.HttpRequestMessageOptions.RelativePathTemplate);

    // Returns null for a request that was not created from a Refit interface.
    public static string? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out string? template)
            ? template.Split('?', 2)[0].Replace("{**", "{", StringComparison.Ordinal)
            : null;
}
