using Quay.Client.Names;

namespace Quay.Client.Tags;

/// <summary>What a tag pointed at, at an instant.</summary>
/// <param name="Digest">The digest; null when there was no tag, when Quay gives no digest, and when it is not known.</param>
/// <param name="Unknown">Why it is not known, as the end of a sentence; null when it is.</param>
internal readonly record struct PastDigest(string? Digest, string? Unknown)
{
    /// <summary>Finds it out. The rule stands above this folder, so the front door hands it over.</summary>
    public delegate Task<PastDigest> Reader(RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken);
}
