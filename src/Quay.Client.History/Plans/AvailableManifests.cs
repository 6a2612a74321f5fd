namespace Quay.Client.History;

/// <summary>Determines whether a repository still has a manifest, even if no live tag references it.</summary>
internal sealed class AvailableManifests(
    IQuayClient client, RepositoryName repository, IReadOnlySet<string> live, CancellationToken cancellationToken)
{
    private readonly Lazy<Task<bool>> _hasScanner = new(() => HasScannerAsync(client, repository, live, cancellationToken));

    // Returns whether Quay has a manifest; null if unknown. Only the endpoint of the scanner finds manifests that no live tag references,
    // and the scanner may be off.
    public async Task<bool?> IsAvailableAsync(string digest, CancellationToken requestToken)
    {
        if (live.Contains(digest))
        {
            return true;
        }

        try
        {
            await client.Manifests.GetSecurityAsync(repository, digest, cancellationToken: requestToken).ConfigureAwait(false);
            return true;
        }
        catch (QuayFeatureException)
        {
            return await IsReadableAsync(digest, requestToken).ConfigureAwait(false) ? true : null;
        }
        catch (QuayNotFoundException)
        {
            // A server without the scanner returns this for every manifest that no live tag references.
            return await _hasScanner.Value.ConfigureAwait(false) ? false : null;
        }
        catch (QuayException fault) when (!ConcernsTheCaller(fault))
        {
            return null;
        }
    }

    // Determines whether a server without a scanner shows the manifest, which it does only while a live tag references it.
    private async Task<bool> IsReadableAsync(string digest, CancellationToken requestToken)
    {
        try
        {
            await client.Manifests.GetAsync(repository, digest, requestToken).ConfigureAwait(false);
            return true;
        }
        catch (QuayException fault) when (!ConcernsTheCaller(fault))
        {
            return false;
        }
    }

    private static bool ConcernsTheCaller(QuayException fault) =>
        fault is QuayAuthenticationException or QuayPermissionException or QuayRateLimitException;

    private static async Task<bool> HasScannerAsync(
        IQuayClient client, RepositoryName repository, IReadOnlySet<string> live, CancellationToken cancellationToken)
    {
        try
        {
            var query = new TagHistoryQuery { OnlyActiveTags = true, PageSize = 1, MaxConcurrentPages = 1 };
            string? digest = live.FirstOrDefault() ?? (await client.Tags.GetHistory(repository, query, cancellationToken)
                .FirstOrDefaultAsync(cancellationToken)
                .ConfigureAwait(false))?.ManifestDigest;
            if (digest is not null)
            {
                await client.Manifests.GetSecurityAsync(repository, digest, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            return digest is not null;
        }
        catch (QuayException fault) when (!ConcernsTheCaller(fault))
        {
            return false;
        }
    }
}
