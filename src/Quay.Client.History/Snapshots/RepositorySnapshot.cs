namespace Quay.Client.History;

/// <summary>What the tags of a repository pointed at, at an instant. It can be stored as JSON. All times are UTC.</summary>
public sealed class RepositorySnapshot : IJsonOnDeserialized
{
    /// <summary>Gets the root of the Quay; null for a snapshot of entries that the caller passed.</summary>
    [JsonPropertyName("registry")]
    public Uri? Registry { get; init; }

    /// <summary>Gets the full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Gets which tags it covers: a name, or a glob such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>Gets the instant. Quay's times are whole seconds, so this is the state at the end of that second.</summary>
    [JsonPropertyName("instant")]
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Gets when the history was completely read.</summary>
    [JsonPropertyName("read_at")]
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>
    /// Gets the start of the time machine's window, from which the history is complete. For an earlier instant, tags can be in neither
    /// <see cref="Tags"/> nor <see cref="Unknown"/>, because the collector took all their entries.
    /// </summary>
    [JsonPropertyName("complete_from")]
    public required DateTimeOffset CompleteFrom { get; init; }

    /// <summary>
    /// Gets whether entries may be missing, because the collector may have run while several pages were read. <see cref="Tags"/> is still
    /// right. Read a missing tag alone: up to 100 entries fit on one page.
    /// </summary>
    [JsonPropertyName("entries_may_be_missing")]
    public required bool EntriesMayBeMissing { get; init; }

    /// <summary>Gets the tags that existed, each with the entry that was alive then.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyDictionary<string, TagHistoryEntry> Tags { get; init; }

    /// <summary>Gets the tags that may have existed, each with the reason why that is unknown.</summary>
    [JsonPropertyName("unknown")]
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>Gets whether a tag in neither list did not exist: the instant is in the window, and no entries can be missing.</summary>
    [JsonIgnore]
    public bool IsComplete => Instant >= CompleteFrom && !EntriesMayBeMissing;

    /// <summary>Gets the tags that were written while several pages were read, so that their newest entry may be on none.</summary>
    internal HashSet<string> WrittenMeanwhile { get; init; } = [];

    /// <summary>Creates a snapshot from entries that were read before.</summary>
    /// <param name="repository">The repository of the entries.</param>
    /// <param name="entries">All entries of its history, or of the tags of the pattern, in Quay's order. They are not kept.</param>
    /// <param name="instant">The instant, in any time zone; fractions of a second are cut off.</param>
    /// <param name="readAt">When the entries were read.</param>
    /// <param name="window">How long the time machine keeps entries (<see cref="Repository.TagExpiration"/>); null if unknown.</param>
    /// <param name="pattern">Which tags to cover: a name, or a glob such as <c>1.2.*</c>; null for all.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> can match no tag.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> is after <paramref name="readAt"/>.</exception>
    public static RepositorySnapshot Of(
        RepositoryName repository,
        IEnumerable<TagHistoryEntry> entries,
        DateTimeOffset instant,
        DateTimeOffset readAt,
        TimeSpan? window,
        string? pattern = null)
    {
        string? glob = pattern is null ? null : TagGlob.Check(pattern, nameof(pattern));
        var bounds = HistoryBounds.Of(repository, readAt, window, glob);
        ArgumentNullException.ThrowIfNull(entries);
        if (instant > readAt)
        {
            throw new ArgumentOutOfRangeException(
                nameof(instant), SafeLine.Of($"The instant {instant} is later than {readAt}, when the entries were read."));
        }

        var reader = new SnapshotReader(RetentionHorizon.Second(instant));
        foreach (TagHistoryEntry entry in entries.Where(entry => glob is null || TagGlob.Matches(glob, entry.Name)))
        {
            reader.Add(entry);
        }

        return reader.ToSnapshot(bounds);
    }

    /// <summary>Returns what a tag pointed at.</summary>
    /// <param name="tag">The name of the tag.</param>
    public TagAt Find(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (Tags.TryGetValue(tag, out TagHistoryEntry? entry))
        {
            return new TagAt { Tag = tag, Instant = Instant, Presence = TagPresence.Present, Entry = entry };
        }

        string? reason = UnknownReason.OfAbsent(tag, this);
        TagPresence presence = reason is null ? TagPresence.Absent : TagPresence.Unknown;
        return new TagAt { Tag = tag, Instant = Instant, Presence = presence, Reason = reason };
    }

    /// <summary>Returns the repository, the instant and the number of tags on one line.</summary>
    public override string ToString()
    {
        string unknown = Unknown is { Count: > 0 and var count } ? SafeLine.Of($", {count} unknown") : "";
        string complete = Instant < CompleteFrom ? SafeLine.Of($"; complete from {CompleteFrom} on")
            : EntriesMayBeMissing ? "; entries may be missing"
            : "";
        return SafeLine.Of($"{Repository} at {Instant}: {Counted.Of(Tags?.Count ?? 0, "tag")}{unknown}{complete}");
    }

    // The serializer never refuses nulls in collections, and in properties only if it is configured to.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Repository is null || Tags?.Values.Contains(null!) != false || Unknown?.Values.Contains(null!) != false)
        {
            throw new JsonException("The snapshot has a null instead of a name, a tag or a reason.");
        }
    }
}
