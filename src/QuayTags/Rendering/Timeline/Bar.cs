using Quay.Client;

namespace QuayTags;

/// <summary>One row of the history as it is drawn: a tag that points at a digest for a while.</summary>
internal sealed record Bar
{
    public required TagHistoryEntry Entry { get; init; }

    /// <summary>The beginning of time when the row has no start.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Now for a row that is alive; when it was taken out, for one whose end is unknown. Never before the start.</summary>
    public required DateTimeOffset End { get; init; }

    public required BarState State { get; init; }

    /// <summary>Which of the bars of the lane that are at the same time, one under the other, from 0 on.</summary>
    public int Track { get; init; }

    public bool IsWithin(TimeRange range) => Start <= range.To && End >= range.From;
}
