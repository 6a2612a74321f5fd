namespace Quay.Client;

/// <summary>Holds the digest that a tag pointed at, at an instant.</summary>
/// <param name="Digest">The digest; null if there was no tag, if Quay returns no digest, or if it is unknown.</param>
/// <param name="Unknown">Why the digest is unknown, as the end of a sentence; null if it is known.</param>
internal readonly record struct PastDigest(string? Digest, string? Unknown)
{
    /// <summary>Finds the digest. The logic is in the History folder, which this folder must not reference, so <see cref="QuayClient"/> passes it in.</summary>
    public delegate Task<PastDigest> Reader(RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken);
}
