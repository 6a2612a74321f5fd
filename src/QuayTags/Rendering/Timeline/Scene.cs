using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents the content of a picture.</summary>
internal sealed record Scene
{
    public required string Repository { get; init; }

    /// <summary>Gets the pattern of the tags; null for all tags.</summary>
    public string? Pattern { get; init; }

    /// <summary>Gets all events, the earliest first, also those before and after the period.</summary>
    public required IReadOnlyList<TagEvent> Events { get; init; }

    public required IReadOnlyList<Lane> Lanes { get; init; }

    public required TimeRange Range { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets how long the time machine keeps ended entries; null if it is unknown.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Gets the time before which ended entries may be missing.</summary>
    public DateTimeOffset CompleteFrom => TimeRange.Before(Now, Window ?? TimeSpan.Zero);

    /// <summary>Gets the number of events before the period.</summary>
    public int EarlierEvents => Events.Count(tagEvent => tagEvent.At < Range.From);

    /// <summary>Gets the sentence about the events before the period; null if there are none.</summary>
    public string? EarlierNote => EarlierEvents > 0 ? $"{Counted.Of(EarlierEvents, "earlier event")} not shown" : null;

    public static Scene Of(TagTimeline timeline, TimeRange range) => new()
    {
        Repository = timeline.Repository,
        Pattern = timeline.Pattern,
        Events = timeline.Events,
        Lanes = LaneBuilder.Build(timeline.Events, range, timeline.ReadAt),
        Range = range,
        Now = timeline.ReadAt,
        Window = timeline.ReadAt - timeline.CompleteFrom,
    };

    /// <summary>Gets the same scene with a period that includes all bars.</summary>
    public Scene WithAllBars()
    {
        DateTimeOffset[] times = [.. Events.Select(tagEvent => tagEvent.At).OfType<DateTimeOffset>(), Range.From, Range.To, Now];
        var whole = new TimeRange(times.Min(), times.Max());
        return this with { Range = whole, Lanes = LaneBuilder.Build(Events, whole, Now) };
    }
}
