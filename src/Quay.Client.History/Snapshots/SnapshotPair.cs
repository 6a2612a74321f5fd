namespace Quay.Client.History;

/// <summary>Two snapshots of one reading, and a second look at single tags where a long list cannot be trusted.</summary>
internal sealed class SnapshotPair(RepositorySnapshot before, RepositorySnapshot after)
{
    public RepositorySnapshot Before => before;

    public RepositorySnapshot After => after;

    // Gets whether the list may differ from the tags' own entries.
    public bool IsInDoubt => before.EntriesMayBeMissing || before.WrittenMeanwhile.Count > 0 || after.WrittenMeanwhile.Count > 0;

    // Gets the tags that either snapshot has or does not know, by name.
    public IEnumerable<TagPair> Tags => before.Tags.Keys.Concat(before.Unknown.Keys).Concat(after.Tags.Keys).Concat(after.Unknown.Keys)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(tag => new TagPair(before.Find(tag), after.Find(tag)));

    // Reads each tag that differs once more: its own entries fit on one page, where nothing can be skipped.
    public async Task<IReadOnlyList<TagPair>> VerifyTagsAsync(
        HistoryReader reader, RepositoryName repository, TimeSpan? window, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, TagPair> verified = await BoundedParallel
            .SelectAsync(
                Tags.Where(IsWorthReading).Select(tag => tag.Before.Tag),
                (tag, token) => ReadTagAsync(reader, repository, tag, window, token),
                cancellationToken)
            .ConfigureAwait(false);
        return [.. Tags.Select(tag => verified.GetValueOrDefault(tag.Before.Tag, tag))];
    }

    // What is unknown for another reason remains unknown with the tag's own entries.
    private bool IsWorthReading(TagPair tag) =>
        !tag.IsSame
        && TagName.TryParse(tag.Before.Tag, out _)
        && (before.EntriesMayBeMissing || (tag.Before.Reason ?? tag.After.Reason) is null || after.WrittenMeanwhile.Contains(
            tag.Before.Tag));

    private async Task<TagPair> ReadTagAsync(
        HistoryReader reader, RepositoryName repository, string tag, TimeSpan? window, CancellationToken cancellationToken)
    {
        (var first, var second) = (new SnapshotReader(before.Instant), new SnapshotReader(after.Instant));
        DateTimeOffset? newest = null;
        void Add(TagHistoryEntry entry)
        {
            first.Add(entry);
            second.Add(entry);
            newest = entry.Start > newest || newest is null ? entry.Start : newest;
        }

        HistoryBounds bounds = await reader
            .ReadAsync(repository, TagSelection.One(tag), window, Add, cancellationToken)
            .ConfigureAwait(false);
        return new TagPair(first.ToSnapshot(bounds).Find(tag), second.ToSnapshot(bounds).Find(tag), newest);
    }
}

internal readonly record struct TagPair(TagAt Before, TagAt After, DateTimeOffset? NewestStart = null)
{
    // Two entries without a digest are the same only if they are one.
    public bool IsSame => (Before.Reason ?? After.Reason) is null
        && (Before.Entry == After.Entry || (Before.ManifestDigest is { } digest && digest == After.ManifestDigest));
}
