namespace Quay.Client.History;

/// <summary>Two snapshots by one reading, and what the tags' own rows tell where a long list cannot be trusted.</summary>
/// <param name="Before">Of the first instant.</param>
/// <param name="After">Of the second instant.</param>
internal sealed record SnapshotPair(RepositorySnapshot Before, RepositorySnapshot After)
{
    public static async Task<SnapshotPair> ReadAsync(
        HistoryReader reader,
        RepositoryName repository,
        string? pattern,
        TimeSpan? window,
        DateTimeOffset before,
        DateTimeOffset after,
        CancellationToken cancellationToken)
    {
        RepositorySnapshot[] read = await SnapshotReader.ReadAsync(reader, repository, pattern, window, [before, after], cancellationToken).ConfigureAwait(false);
        return new SnapshotPair(read[0], read[1]);
    }

    /// <summary>Whether the list may tell of some tag what is not so, or not what the tag's own rows tell.</summary>
    public bool IsInDoubt => Before.IsIncomplete || Before.WrittenMeanwhile.Count > 0 || After.WrittenMeanwhile.Count > 0;

    /// <summary>The tags that either snapshot has or does not know, by name.</summary>
    public IEnumerable<TagPair> Tags => Before.Tags.Keys.Concat(Before.Unknown.Keys).Concat(After.Tags.Keys).Concat(After.Unknown.Keys)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(tag => new TagPair(Before.Find(tag), After.Find(tag)));

    /// <summary>Asks for the tags that differ once more, one by one: their own rows come on one page, in which nothing can be skipped.</summary>
    public async Task<IReadOnlyList<TagPair>> LookAgainAsync(
        HistoryReader reader, RepositoryName repository, TimeSpan? window, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, TagPair> seen = await BoundedParallel
            .AskAsync(
                Tags.Where(CanBeToldBetter).Select(tag => tag.Before.Tag),
                (tag, token) => ReadTagAsync(reader, repository, tag, window, token),
                cancellationToken)
            .ConfigureAwait(false);
        return [.. Tags.Select(tag => seen.GetValueOrDefault(tag.Before.Tag, tag))];
    }

    // What is not known for another reason is not known by its own rows either.
    private bool CanBeToldBetter(TagPair tag) =>
        !tag.IsSame
        && TagName.IsReadable(tag.Before.Tag)
        && (Before.IsIncomplete || (tag.Before.Reason ?? tag.After.Reason) is null || After.WrittenMeanwhile.Contains(tag.Before.Tag));

    private async Task<TagPair> ReadTagAsync(
        HistoryReader reader, RepositoryName repository, string tag, TimeSpan? window, CancellationToken cancellationToken)
    {
        (var before, var after) = (new SnapshotReader(Before.Instant), new SnapshotReader(After.Instant));
        DateTimeOffset? newest = null;
        void Add(TagHistoryEntry row)
        {
            before.Add(row);
            after.Add(row);
            newest = row.Start > newest || newest is null ? row.Start : newest;
        }

        HistoryBounds reading = await reader.ReadAsync(repository, TagSelection.One(tag), window, Add, cancellationToken).ConfigureAwait(false);
        return new TagPair(before.ToSnapshot(reading).Find(tag), after.ToSnapshot(reading).Find(tag), newest);
    }
}
