namespace Quay.Client.History;

/// <summary>Represents two snapshots, and the tags that exist or are unknown in either of them, sorted by name.</summary>
internal sealed record SnapshotPair(RepositorySnapshot Before, RepositorySnapshot After, IReadOnlyList<TagPair> Tags)
{
    public static SnapshotPair Of(RepositorySnapshot before, RepositorySnapshot after) => Of(before, after, _ => null);

    // Reads a history once, for two instants in whole seconds. If the newest entry of a tag ended meanwhile, a newer one can be on a page
    // that was already read, so the tag is read again separately.
    public static async Task<SnapshotPair> ReadAsync(
        HistoryReader reader,
        RepositoryName repository,
        string? pattern,
        TimeSpan? window,
        DateTimeOffset before,
        DateTimeOffset after,
        CancellationToken cancellationToken)
    {
        var (pair, ended) = await ReadOnceAsync(reader, repository, pattern, window, before, after, cancellationToken)
            .ConfigureAwait(false);
        if (ended.Count == 0)
        {
            return pair;
        }

        IReadOnlyDictionary<string, TagPair> reread = await BoundedParallel.SelectAsync(ended, ReadTagAsync, cancellationToken)
            .ConfigureAwait(false);
        return pair with { Tags = [.. pair.Tags.Select(tag => reread.GetValueOrDefault(tag.Before.Tag, tag))] };

        async Task<TagPair> ReadTagAsync(string tag, CancellationToken token)
        {
            var (again, _) = await ReadOnceAsync(reader, repository, TagSelection.One(tag), window, before, after, token)
                .ConfigureAwait(false);
            return again.Tags is [var read] ? read : new TagPair(again.Before.Find(tag), again.After.Find(tag));
        }
    }

    private static SnapshotPair Of(RepositorySnapshot before, RepositorySnapshot after, Func<string, DateTimeOffset?> newestStart) => new(
        before,
        after,
        [
            .. before.Tags.Keys.Concat(before.Unknown.Keys).Concat(after.Tags.Keys).Concat(after.Unknown.Keys)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(tag => new TagPair(before.Find(tag), after.Find(tag), newestStart(tag))),
        ]);

    // Returns the snapshots, and the tags whose newest entry ended while pages were read.
    private static async Task<(SnapshotPair Pair, HashSet<string> Ended)> ReadOnceAsync(
        HistoryReader reader,
        RepositoryName repository,
        TagSelection selection,
        TimeSpan? window,
        DateTimeOffset before,
        DateTimeOffset after,
        CancellationToken cancellationToken)
    {
        (var first, var second) = (new SnapshotReader(before), new SnapshotReader(after));
        void Add(TagHistoryEntry entry)
        {
            first.Add(entry);
            second.Add(entry);
        }

        HistoryBounds bounds = await reader.ReadAsync(repository, selection, window, Add, cancellationToken).ConfigureAwait(false);
        HashSet<string> ended = [.. first.EndedSince(bounds.Horizon.OpenFrom), .. second.EndedSince(bounds.Horizon.OpenFrom)];
        ended.RemoveWhere(tag => !TagName.TryParse(tag, out _));
        return (Of(first.ToSnapshot(bounds), second.ToSnapshot(bounds), second.NewestStartOf), ended);
    }
}

internal readonly record struct TagPair(TagAt Before, TagAt After, DateTimeOffset? NewestStart = null)
{
    // Without digests, two entries are the same only if they are equal.
    public bool IsSame => (Before.Reason ?? After.Reason) is null
        && (Before.Entry == After.Entry || (Before.ManifestDigest is { } digest && digest == After.ManifestDigest));
}
