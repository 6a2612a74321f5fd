using Quay.Client.Errors;
using Quay.Client.Manifests;
using Quay.Client.Names;

namespace Quay.Client.History;

/// <summary>Asks whether a repository holds manifests, those among them that no live tag reaches.</summary>
/// <param name="manifests">The operations.</param>
/// <param name="repository">The repository.</param>
/// <param name="liveDigest">The digest of a tag that is alive; null when there is none.</param>
internal sealed class HeldManifests(IManifestOperations manifests, RepositoryName repository, string? liveDigest)
{
    private Task<bool>? _scannerAnswers;

    public async Task<ManifestPresence> AskAsync(string digest, CancellationToken cancellationToken)
    {
        try
        {
            await manifests.GetAsync(repository, digest, cancellationToken).ConfigureAwait(false);
            return ManifestPresence.Held;
        }
        catch (QuayNotFoundException)
        {
            // So it answers also for one that is held and that no live tag reaches.
        }

        try
        {
            await manifests.GetSecurityAsync(repository, digest, cancellationToken: cancellationToken).ConfigureAwait(false);
            return ManifestPresence.Held;
        }
        catch (QuayNotFoundException)
        {
            // A server without the scanner says this of every manifest.
            return await (_scannerAnswers ??= ScannerAnswersAsync(cancellationToken)).ConfigureAwait(false) ? ManifestPresence.Gone : ManifestPresence.Unknown;
        }
        catch (QuayException)
        {
            return ManifestPresence.Unknown;
        }
    }

    private async Task<bool> ScannerAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return liveDigest is not null
                && await manifests.GetSecurityAsync(repository, liveDigest, cancellationToken: cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (QuayException)
        {
            return false;
        }
    }
}
