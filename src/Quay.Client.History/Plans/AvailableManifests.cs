namespace Quay.Client.History;

/// <summary>Asks whether a repository holds manifests, those among them that no live tag reaches.</summary>
/// <param name="manifests">The operations.</param>
/// <param name="repository">The repository.</param>
/// <param name="live">The digests of tags that are alive.</param>
/// <param name="reader">Finds another, where that is empty.</param>
/// <param name="cancellationToken">Cancels the operation.</param>
internal sealed class AvailableManifests(
    IManifestOperations manifests, RepositoryName repository, IReadOnlySet<string> live, HistoryReader reader, CancellationToken cancellationToken)
{
    private readonly Lazy<Task<bool>> _scannerAnswers = new(() => ScannerAnswersAsync(manifests, repository, live, reader, cancellationToken));

    /// <summary>True or false; null when Quay does not tell.</summary>
    /// <remarks>Of manifests that no live tag reaches only the scanner's endpoint knows, and it may be switched off.</remarks>
    public async Task<bool?> AskAsync(string digest, CancellationToken requestToken)
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
            // A list that is alive reaches it: it was found when the absence of the feature was looked into.
            return true;
        }
        catch (QuayNotFoundException)
        {
            // A server without the scanner says this of every manifest that no live tag reaches.
            return await _scannerAnswers.Value.ConfigureAwait(false) ? false : null;
        }
        catch (QuayException fault) when (!ConcernsTheCaller(fault))
        {
            return null;
        }
    }

    private static bool ConcernsTheCaller(QuayException fault) =>
        fault is QuayAuthenticationException or QuayPermissionException or QuayRateLimitException;

    private static async Task<bool> ScannerAnswersAsync(
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
