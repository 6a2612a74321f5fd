namespace Quay.Client.History;

/// <summary>Represents two snapshots of one read. If the long list may be wrong about tags, it reads these tags again.</summary>
internal sealed class SnapshotPair(RepositorySnapshot before, RepositorySnapshot after)
{
    public RepositorySnapshot Before => before;

    public RepositorySnapshot After => after;

    // Gets whether the list may be wrong about some tags.
    public bool IsInDoubt => before.EntriesMayBeMissing || before.WrittenMeanwhile.Count > 0 || after.WrittenMeanwhile.Count > 0;

    // Gets the tags that exist or are unknown in either snapshot, sorted by name.
    public IEnumerable<TagPair> Tags => before.Tags.Keys.Concat(before.Unknown.Keys).Concat(after.Tags.Keys).Concat(after.Unknown.Keys)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(tag => new TagPair(before.Find(tag), after.Find(tag)));

    // Reads each differing tag again separately. Its entries usually fit on one page, where none can be skipped.
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

    // Reading a tag separately does not help if it is unknown for another reason.
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
    // Without digests, two entries are the same only if they are equal.
    public bool IsSame => (Before.Reason ?? After.Reason) is null
        && (Before.Entry == After.Entry || (Before.ManifestDigest is { } digest && digest == After.ManifestDigest));
}
