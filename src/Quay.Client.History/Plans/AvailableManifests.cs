namespace Quay.Client.History;

/// <summary>Determines whether a repository still holds manifests, including those that no live tag reaches.</summary>
/// <param name="manifests">The operations.</param>
/// <param name="repository">The repository.</param>
/// <param name="live">The digests of live tags.</param>
/// <param name="reader">Finds another live digest if there is none.</param>
/// <param name="cancellationToken">Cancels the operation.</param>
internal sealed class AvailableManifests(
    IManifestOperations manifests, RepositoryName repository, IReadOnlySet<string> live, HistoryReader reader, CancellationToken cancellationToken)
{
    private readonly Lazy<Task<bool>> _hasScanner = new(() => HasScannerAsync(manifests, repository, live, reader, cancellationToken));

    /// <summary>Returns whether Quay holds a manifest; null if that is unknown.</summary>
    /// <remarks>For manifests that no live tag reaches, only the scanner's endpoint knows, and it may be off.</remarks>
    public async Task<bool?> IsAvailableAsync(string digest, CancellationToken requestToken)
    {
        if (live.Contains(digest))
        {
            return true;
        }

        try
        {
            await manifests.GetSecurityAsync(repository, digest, cancellationToken: requestToken).ConfigureAwait(false);
            return true;
        }
        catch (QuayFeatureException)
        {
            // A live list reaches it: it was found when the client checked why the feature is missing.
            return true;
        }
        catch (QuayNotFoundException)
        {
            // A server without the scanner returns this for every manifest that no live tag reaches.
            return await _hasScanner.Value.ConfigureAwait(false) ? false : null;
        }
        catch (QuayException fault) when (!ConcernsTheCaller(fault))
        {
            return null;
        }
    }

    private static bool ConcernsTheCaller(QuayException fault) =>
        fault is QuayAuthenticationException or QuayPermissionException or QuayRateLimitException;

    private static async Task<bool> HasScannerAsync(
        IManifestOperations manifests, RepositoryName repository, IReadOnlySet<string> live, HistoryReader reader, CancellationToken cancellationToken)
    {
        try
        {
            string? digest = live.FirstOrDefault() ?? await reader.AnyLiveDigestAsync(repository, cancellationToken).ConfigureAwait(false);
            return digest is not null
                && await manifests.GetSecurityAsync(repository, digest, cancellationToken: cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (QuayException fault) when (!ConcernsTheCaller(fault))
        {
            return false;
        }
    }
}
