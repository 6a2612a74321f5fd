namespace Quay.Client.History.Tests.Stubs;

/// <summary>Copies snapshots with one property changed.</summary>
internal static class SnapshotCopies
{
    public static RepositorySnapshot WithRegistry(this RepositorySnapshot snapshot, Uri? registry) => Copy(snapshot, registry: registry);

    public static RepositorySnapshot WithRepository(this RepositorySnapshot snapshot, string repository) =>
        Copy(snapshot, snapshot.Registry, repository: repository);

    public static RepositorySnapshot WithPattern(this RepositorySnapshot snapshot, string pattern) =>
        Copy(snapshot, snapshot.Registry, pattern: pattern);

    public static RepositorySnapshot WithTags(this RepositorySnapshot snapshot, IReadOnlyDictionary<string, TagHistoryEntry> tags) =>
        Copy(snapshot, snapshot.Registry, tags: tags);

    private static RepositorySnapshot Copy(
        RepositorySnapshot snapshot,
        Uri? registry,
        string? repository = null,
        string? pattern = null,
        IReadOnlyDictionary<string, TagHistoryEntry>? tags = null) => new()
        {
            Registry = registry,
            Repository = repository ?? snapshot.Repository,
            Pattern = pattern ?? snapshot.Pattern,
            Instant = snapshot.Instant,
            ReadAt = snapshot.ReadAt,
            CompleteFrom = snapshot.CompleteFrom,
            Tags = tags ?? snapshot.Tags,
            Unknown = snapshot.Unknown,
        };
}
