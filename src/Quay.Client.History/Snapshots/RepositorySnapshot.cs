using System.Collections.Immutable;

namespace Quay.Client.History;

/// <summary>What the tags of a repository pointed at, at an instant, as far as its history tells. It can be kept as JSON. All times are UTC.</summary>
public sealed record RepositorySnapshot : IJsonOnDeserialized
{
    /// <summary>The root of the Quay; null for a snapshot of rows that were at hand.</summary>
    [JsonPropertyName("registry")]
    public Uri? Registry { get; init; }

    /// <summary>The full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Which tags were asked for: a name, or a glob such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>The instant, in whole seconds: Quay tells no less, so this is how it was at the end of that second.</summary>
    [JsonPropertyName("instant")]
    public required DateTimeOffset Instant { get; init; }

    /// <summary>When the history was read, to the end.</summary>
    [JsonPropertyName("read_at")]
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>
    /// From when on the history holds every row: the start of the time machine's window. For an instant before it, tags that were there then can be
    /// in neither <see cref="Tags"/> nor <see cref="Unknown"/>, because the collector took all their rows.
    /// </summary>
    [JsonPropertyName("complete_from")]
    public required DateTimeOffset CompleteFrom { get; init; }

    /// <summary>
    /// Whether rows can be missing because the collector came while several pages were read: there was something for it to take. Tags that are there are right;
    /// for others ask for the tag alone, whose rows come on one page unless they are more than 100.
    /// </summary>
    [JsonPropertyName("may_lack_rows")]
    public required bool IsIncomplete { get; init; }

    /// <summary>The tags that were there, each with the row that held then. Its end is when it ended since, or when it will expire.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyDictionary<string, TagHistoryEntry> Tags { get; init; }

    /// <summary>The tags of which the rows that are left do not tell whether they were there, each with the reason.</summary>
    [JsonPropertyName("unknown")]
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>Whether a tag that is in neither list was not there: the instant lies in the time machine's window, and no rows can be missing.</summary>
    [JsonIgnore]
    public bool IsComplete => Instant >= CompleteFrom && !IsIncomplete;

    /// <summary>The tags that were written while several pages were read, so that what they point at may be on none.</summary>
    internal IReadOnlySet<string> WrittenMeanwhile { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Makes a snapshot of rows that are at hand.</summary>
    /// <param name="repository">The repository whose rows they are.</param>
    /// <param name="rows">All rows of its history, or of the tags of <paramref name="pattern"/>, in Quay's order; enumerated once, and not kept.</param>
    /// <param name="instant">The instant, in any time zone; its fraction of a second is cut.</param>
    /// <param name="readAt">When the rows were read.</param>
    /// <param name="window">How long the time machine keeps rows (<see cref="Repository.TagExpiration"/>); null when that is not known.</param>
    /// <param name="pattern">Which tags the rows are of: a name, or a glob such as <c>1.2.*</c>; null for all.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="pattern"/> can match no tag.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> is after <paramref name="readAt"/>.</exception>
    public static RepositorySnapshot Of(
        RepositoryName repository,
        IEnumerable<TagHistoryEntry> rows,
        DateTimeOffset instant,
        DateTimeOffset readAt,
        TimeSpan? window,
        string? pattern = null)
    {
        string name = repository.Checked(nameof(repository));
        ArgumentNullException.ThrowIfNull(rows);
        if (instant > readAt)
        {
            throw OutOfRange.Of(nameof(instant), $"The instant {instant} is later than {readAt}, when the entries were read.");
        }

        string? glob = pattern is null ? null : TagGlob.Check(pattern, nameof(pattern));
        var reader = new SnapshotReader(RetentionHorizon.Second(instant));
        foreach (TagHistoryEntry row in rows.Where(row => glob is null || TagGlob.Matches(glob, row.Name)))
        {
            reader.Add(row);
        }

        return reader.ToSnapshot(new HistoryBounds { Repository = name, Pattern = glob, Horizon = new RetentionHorizon(readAt, window, OpenFrom: null), IsIncomplete = false });
    }

    /// <summary>What a tag pointed at.</summary>
    /// <param name="tag">The name of the tag.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tag"/> is null.</exception>
    public TagAt Find(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (Tags.TryGetValue(tag, out TagHistoryEntry? row))
        {
            return new TagAt { Tag = tag, Instant = Instant, Presence = TagPresence.Present, Row = row };
        }

        string? reason = Unknown.TryGetValue(tag, out string? known) ? known
            : Pattern is { } pattern && !TagGlob.Matches(pattern, tag) ? $"the snapshot is of the tags '{pattern}' alone."
            : Instant < CompleteFrom ? BeforeWindow(CompleteFrom)
            : IsIncomplete ? "the collector may have come while the pages were read, and made the list skip rows. Ask for this tag alone."
            : null;
        return new TagAt { Tag = tag, Instant = Instant, Presence = reason is null ? TagPresence.Absent : TagPresence.Unknown, Reason = reason };
    }

    /// <summary>One line: the repository, the instant, and how many tags there were.</summary>
    public override string ToString()
    {
        string unknown = Unknown is { Count: > 0 and var count } ? SafeText.Line($", {count} unknown") : "";
        string complete = Instant < CompleteFrom ? SafeText.Line($"; complete from {CompleteFrom} on") : IsIncomplete ? "; entries may be missing" : "";
        return SafeText.Line($"{Repository} at {Instant}: {Counted.Of(Tags?.Count ?? 0, "tag")}{unknown}{complete}");
    }

    internal static string BeforeWindow(DateTimeOffset completeFrom) =>
        $"the time machine keeps rows that ended since {completeFrom:u}, and none that is left holds at that time.";

    // The serializer refuses nulls in no collection, and in properties only when it is told to.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Repository is null || Tags?.Values.Contains(null!) != false || Unknown?.Values.Contains(null!) != false)
        {
            throw new JsonException("There is a null in the snapshot, in place of a name, a tag or a reason.");
        }
    }
}
