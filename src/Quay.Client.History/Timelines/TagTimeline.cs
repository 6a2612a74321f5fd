namespace Quay.Client.History;

/// <summary>Represents what happened to the tags of a repository. All times are UTC.</summary>
public sealed class TagTimeline
{
    /// <summary>Gets the full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Gets the name or glob that selects the tags, such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>Gets when the read of the history finished.</summary>
    [JsonPropertyName("read_at")]
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Gets the time from which the events are complete. Quay's garbage collector removes entries that ended earlier.</summary>
    [JsonPropertyName("complete_from")]
    public required DateTimeOffset CompleteFrom { get; init; }

    /// <summary>Gets the events, the earliest first.</summary>
    [JsonPropertyName("events")]
    public required IReadOnlyList<TagEvent> Events { get; init; }

    /// <summary>
    /// Creates a timeline from entries that were read before. If tags were written while several pages were read, the last event of such a
    /// tag can be wrong: a move can appear as a removal.
    /// </summary>
    /// <param name="repository">The repository of the entries.</param>
    /// <param name="entries">All entries of one or more tags, the newest first.</param>
    /// <param name="readAt">When the read of the entries finished.</param>
    /// <param name="window">How long the time machine keeps entries (<see cref="Repository.TagExpiration"/>); null if unknown.</param>
    /// <param name="earlier">An earlier snapshot of the same repository; null for none. It shows when tags were due to expire, so that the
    /// timeline can report <see cref="TagEventKind.Expired"/> instead of <see cref="TagEventKind.Removed"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="earlier"/> is a snapshot of another repository.</exception>
    public static TagTimeline Of(
        RepositoryName repository,
        IEnumerable<TagHistoryEntry> entries,
        DateTimeOffset readAt,
        TimeSpan? window,
        RepositorySnapshot? earlier = null)
    {
        var bounds = HistoryBounds.Of(repository, readAt, window);
        ArgumentNullException.ThrowIfNull(entries);
        ThrowIfOther(repository, registry: null, earlier);
        return Of(entries, bounds, earlier);
    }

    /// <summary>Returns a copy without the events that happened before an instant. An event at an unknown time is kept.</summary>
    /// <param name="instant">The instant. Quay's times are whole seconds, so events in its second are kept.</param>
    public TagTimeline Since(DateTimeOffset instant)
    {
        DateTimeOffset second = RetentionHorizon.Second(instant);
        return new TagTimeline
        {
            Repository = Repository,
            Pattern = Pattern,
            ReadAt = ReadAt,
            CompleteFrom = CompleteFrom,
            Events = [.. Events.Where(happened => !(happened.At < second))],
        };
    }

    /// <summary>Returns the repository, the number of events and the time (UTC) from which they are complete, on one line.</summary>
    public override string ToString()
    {
        string tags = Pattern is null ? "" : $", tags '{Pattern}'";
        return SafeLine.Of($"{Repository}{tags}: {Counted.Of(Events?.Count ?? 0, "event")}, complete from {CompleteFrom}");
    }

    internal TagTimeline WithEvents(IReadOnlyList<TagEvent> events) => new()
    {
        Repository = Repository,
        Pattern = Pattern,
        ReadAt = ReadAt,
        CompleteFrom = CompleteFrom,
        Events = events,
    };

    internal static TagTimeline Of(IEnumerable<TagHistoryEntry> entries, HistoryBounds bounds, RepositorySnapshot? earlier) => new()
    {
        Repository = bounds.Repository,
        Pattern = bounds.Pattern,
        ReadAt = RetentionHorizon.Second(bounds.Horizon.ReadAt),
        CompleteFrom = bounds.Horizon.CompleteFrom,
        Events =
        [
            .. entries.GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .SelectMany(tag => TagEventReader.Read(
                    bounds.Repository, WithoutRepeats(tag, bounds.Horizon), bounds.Horizon, earlier))
                .OrderBy(SortTime)
                .ThenBy(happened => happened.Tag, StringComparer.Ordinal),
        ],
    };

    internal static void ThrowIfOther(RepositoryName repository, Uri? registry, RepositorySnapshot? earlier)
    {
        if (earlier is not null
            && (earlier.Repository != repository.ToString() || (earlier.Registry ?? registry) != (registry ?? earlier.Registry)))
        {
            throw new ArgumentException(
                SafeLine.Of($"The snapshot is of {earlier.Registry}{earlier.Repository}, not of {registry}{repository}."), nameof(earlier));
        }
    }

    // An entry that is permanently deleted while pages are read looks like another one, and can be listed in both states.
    internal static IEnumerable<TagHistoryEntry> WithoutRepeats(IEnumerable<TagHistoryEntry> tag, RetentionHorizon horizon) =>
        tag.Where(entry => !(horizon.IsPermanentlyDeletedMeanwhile(entry) && tag.Any(other => IsSameBut(other, entry))));

    private static bool IsSameBut(TagHistoryEntry other, TagHistoryEntry deleted) =>
        other.End != deleted.End
        && (other.Start, other.ManifestDigest, other.Reversion) == (deleted.Start, deleted.ManifestDigest, deleted.Reversion);

    private static DateTimeOffset SortTime(TagEvent happened) =>
        happened.At ?? (happened.Kind == TagEventKind.Removed ? happened.Entry?.End : happened.Entry?.Start) ?? DateTimeOffset.MinValue;
}
