namespace Quay.Client.History;

/// <summary>Represents the state of a repository's tags at an instant. It can be stored as JSON. All times are UTC.</summary>
public sealed class RepositorySnapshot : IJsonOnDeserialized
{
    /// <summary>Gets the root address of the Quay server; null if the snapshot was created from given entries (<see cref="Of"/>).</summary>
    [JsonPropertyName("registry")]
    public Uri? Registry { get; init; }

    /// <summary>Gets the full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Gets the name or glob that selects the tags, such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>Gets the instant. Quay's times are whole seconds, so this is the state at the end of that second.</summary>
    [JsonPropertyName("instant")]
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Gets when the read of the history finished.</summary>
    [JsonPropertyName("read_at")]
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>
    /// Gets the time from which the history is complete. Quay's garbage collector removes entries that ended earlier. For an earlier
    /// instant, a tag that existed can therefore be missing from both <see cref="Tags"/> and <see cref="Unknown"/>.
    /// </summary>
    [JsonPropertyName("complete_from")]
    public required DateTimeOffset CompleteFrom { get; init; }

    /// <summary>Gets the tags that existed, each with the entry that was alive at the instant.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyDictionary<string, TagHistoryEntry> Tags { get; init; }

    /// <summary>Gets the tags that may have existed, each with the reason why that is unknown.</summary>
    [JsonPropertyName("unknown")]
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>
    /// Gets whether every tag that existed is in <see cref="Tags"/> or <see cref="Unknown"/>: whether the instant is not before
    /// <see cref="CompleteFrom"/>. If the instant is that of the read, a tag that was created during the read can be missing.
    /// </summary>
    [JsonIgnore]
    public bool IsComplete => Instant >= CompleteFrom;

    /// <summary>
    /// Creates a snapshot from entries that were read before. Tags can be written while several pages are read, so the instant should be
    /// earlier than the first request.
    /// </summary>
    /// <param name="repository">The repository of the entries.</param>
    /// <param name="entries">All entries of the repository or of the tags that match the pattern, the newest first.</param>
    /// <param name="instant">The instant, in any time zone. Fractions of a second are dropped.</param>
    /// <param name="readAt">When the read of the entries finished.</param>
    /// <param name="window">How long the time machine keeps entries (<see cref="Repository.TagExpiration"/>); null if unknown.</param>
    /// <param name="pattern">The name or glob that selects the tags, such as <c>1.2.*</c>; null for all.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> cannot match any tag.</exception>
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

    /// <summary>Returns the state of a tag at the instant.</summary>
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
        string complete = IsComplete ? "" : SafeLine.Of($"; complete from {CompleteFrom} on");
        return SafeLine.Of($"{Repository} at {Instant}: {Counted.Of(Tags?.Count ?? 0, "tag")}{unknown}{complete}");
    }

    // The serializer accepts nulls in collections, and rejects them in properties only if it is configured to.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Repository is null || Tags?.Values.Contains(null!) != false || Unknown?.Values.Contains(null!) != false)
        {
            throw new JsonException("The snapshot has a null instead of a name, a tag or a reason.");
        }
    }
}
