namespace Quay.Client;

internal sealed class ServerOperations(IServerApi api) : IServerOperations
{
    private const string Product = "Quay ";

    public async Task<ServerCapabilities> GetCapabilitiesAsync(CancellationToken cancellationToken = default)
    {
        ApiPaths? paths = (await UnlessBlockedAsync(api.DiscoveryAsync(cancellationToken)).ConfigureAwait(false))?.PathsOfQuay;
        RegistryCapabilities? registry = paths?.Contains(ApiRoute.RegistryCapabilities) == false
            ? null
            : await UnlessBlockedAsync(api.GetRegistryCapabilitiesAsync(cancellationToken)).ConfigureAwait(false);
        string? version = await GetVersionAsync(cancellationToken).ConfigureAwait(false);
        return new ServerCapabilities
        {
            Version = version,
            AutoPrune = paths is null ? null
                : paths.Contains(ApiRoute.AutoPrune)
                || paths.Contains(ApiRoute.AutoPruneOfOrganization)
                || paths.Contains(ApiRoute.AutoPruneOfUser),
            ImmutableTags = paths?.Contains(ApiRoute.ImmutableTags),
            PullStatistics = paths?.Contains(ApiRoute.TagPullStatistics),
            PermanentDeletion = paths?.Contains(ApiRoute.PermanentDeletion),
            RepositoryMirror = paths?.Contains(ApiRoute.RepositoryMirror),
            OrganizationMirror = paths?.Contains(ApiRoute.OrganizationMirror),
            ProxyCache = paths?.Contains(ApiRoute.ProxyCache),
            SecurityScanner = paths?.Contains(ApiRoute.SecurityScanner),
            SparseManifests = registry?.SparseManifests?.Supported,
            MirrorArchitectures = registry?.MirrorArchitectures,
            Paths = paths?.All,
        };
    }

    // Determines whether a server or a proxy permanently refuses a path, which shows nothing about the features.
    private static bool IsBlocked(QuayException fault) =>
        fault is not QuayAuthenticationException
        && fault.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private static async Task<T?> UnlessBlockedAsync<T>(Task<T> request)
        where T : class
    {
        try
        {
            return await request.ConfigureAwait(false);
        }
        catch (QuayException fault) when (IsBlocked(fault))
        {
            return null;
        }
    }

    // A login page in front of the web interface does not protect the API, and a failure of the web interface is none of the API. Neither
    // must make the features unavailable.
    private async Task<string?> GetVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? number = (await api.GetConfigAsync(cancellationToken).ConfigureAwait(false)).VersionNumber?.Trim();
            string? version = number?.StartsWith(Product, StringComparison.Ordinal) == true ? number[Product.Length..].Trim() : number;
            return version is "" or "Quay" ? null : version;
        }
        catch (QuayException)
        {
            return null;
        }
    }
}
