namespace Quay.Client.History;

/// <summary>Represents how far the events of a repository are known, and its live tags at that time.</summary>
internal sealed record WatchedRepository
{
    // Gets the time up to which all events are known.
    [JsonPropertyName("settled_at")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    public required DateTimeOffset SettledAt { get; init; }

    // Gets what the list of repositories showed when the history was last read; null if the repository had no live tag.
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified { get; init; }

    // Gets whether the next poll of a namespace must read the repository, because its last change was not settled.
    [JsonPropertyName("is_unsettled")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUnsettled { get; init; }

    // Gets whether a gap was reported because Quay hides the repository.
    [JsonPropertyName("is_hidden")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHidden { get; init; }

    // Gets whether the watch has reported that Quay keeps ended entries for too short a time.
    [JsonPropertyName("is_gap_reported")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGapReported { get; init; }

    [JsonPropertyName("tags")]
    public required IReadOnlyDictionary<string, KnownTag> Tags { get; init; }

    // Returns a state without any tag.
    public static WatchedRepository Empty(DateTimeOffset settledAt) => new()
    {
        SettledAt = RetentionHorizon.Second(settledAt),
        Tags = new Dictionary<string, KnownTag>(),
    };

    // Returns the state of a repository whose watch begins with this read.
    public static WatchedRepository Of(HistoryRead read) => Empty(read.SettledAt) with { Tags = TagsOf(read, read.IsAlive) };

    // Returns the state of a repository at an earlier time, as far as the read shows it.
    public static WatchedRepository At(DateTimeOffset time, HistoryRead read)
    {
        WatchedRepository empty = Empty(time);
        return empty with { Tags = TagsOf(read, entry => entry.IsAliveAt(empty.SettledAt)) };
    }

    public bool Knows(TagHistoryEntry entry) => Tags.TryGetValue(entry.Name, out KnownTag? known) && known.Is(entry);

    private static Dictionary<string, KnownTag> TagsOf(HistoryRead read, Func<TagHistoryEntry, bool> isAlive) => read.Entries
        .Where(isAlive)
        .GroupBy(entry => entry.Name, StringComparer.Ordinal)
        .ToDictionary(tag => tag.Key, tag => KnownTag.Of(tag.First()).With(tag.First(), read.ReadAt), StringComparer.Ordinal);
}
