namespace Quay.Client.History;

/// <summary>What happened to the tags of a repository, as far as its history tells. All times are UTC.</summary>
public sealed record TagTimeline
{
    /// <summary>The full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Which tags were asked for: a name, or a glob such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>When the history was read, to the end.</summary>
    [JsonPropertyName("read_at")]
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>From when on nothing is missing: the start of the time machine's window. Of what was before, only rows that lasted until then are left for sure.</summary>
    [JsonPropertyName("complete_from")]
    public required DateTimeOffset CompleteFrom { get; init; }

    /// <summary>
    /// Whether rows can be missing because the collector came while several pages were read: there was something for it to take. What was a move can then be told
    /// as removed, or as removed and created; ask for the tag alone where that matters.
    /// </summary>
    [JsonPropertyName("may_lack_rows")]
    public required bool IsIncomplete { get; init; }

    /// <summary>The events, the earliest first.</summary>
    [JsonPropertyName("events")]
    public required IReadOnlyList<TagEvent> Events { get; init; }

    /// <summary>Makes a timeline of rows that are at hand.</summary>
    /// <param name="repository">The repository whose rows they are.</param>
    /// <param name="rows">All rows of one or more tags, in Quay's order, which is the newest first.</param>
    /// <param name="readAt">When the rows were read.</param>
    /// <param name="window">How long the time machine keeps rows (<see cref="Repository.TagExpiration"/>); null when that is not known.</param>
    /// <param name="earlier">
    /// A snapshot of the same repository that was made before: a tag that had an expiry then, and ended at that time, has expired and was not deleted. Null for
    /// none.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="earlier"/> is of another one.
    /// </exception>
    public static TagTimeline Of(
        RepositoryName repository, IEnumerable<TagHistoryEntry> rows, DateTimeOffset readAt, TimeSpan? window, RepositorySnapshot? earlier = null)
    {
        string name = repository.Checked(nameof(repository));
        ArgumentNullException.ThrowIfNull(rows);
        ThrowIfOfAnother(name, registry: null, earlier, nameof(earlier));
        return Of(rows, new HistoryBounds { Repository = name, Horizon = new RetentionHorizon(readAt, window, OpenFrom: null), IsIncomplete = false }, earlier);
    }

    internal static TagTimeline Of(IEnumerable<TagHistoryEntry> rows, HistoryBounds reading, RepositorySnapshot? earlier) => new()
    {
        Repository = reading.Repository,
        Pattern = reading.Pattern,
        ReadAt = RetentionHorizon.Second(reading.Horizon.ReadAt),
        CompleteFrom = reading.Horizon.CompleteFrom,
        IsIncomplete = reading.IsIncomplete,
        Events =
        [
            .. rows.GroupBy(row => row.Name, StringComparer.Ordinal)
                .SelectMany(tag => TagLife.Tell(tag, reading.Horizon, earlier))
                .OrderBy(happened => happened.At ?? (happened.Kind == TagEventKind.Removed ? happened.Row.End : happened.Row.Start) ?? DateTimeOffset.MinValue)
                .ThenBy(happened => happened.Tag, StringComparer.Ordinal),
        ],
    };

    internal static void ThrowIfOfAnother(string repository, Uri? registry, RepositorySnapshot? earlier, string parameter)
    {
        if (earlier is not null && (earlier.Repository != repository || (earlier.Registry ?? registry) != (registry ?? earlier.Registry)))
        {
            throw new ArgumentException(SafeText.Line($"The snapshot is of {earlier.Registry}{earlier.Repository}, not of {registry}{repository}."), parameter);
        }
    }

    /// <summary>Returns the repository, the number of events and the time (UTC) from which they are complete, on one line.</summary>
    public override string ToString() => SafeText.Line(
        $"{Repository}{(Pattern is null ? "" : $", tags '{Pattern}'")}: {Counted.Of(Events?.Count ?? 0, "event")}, complete from {CompleteFrom}{(IsIncomplete ? "; entries may be missing" : "")}");
}
