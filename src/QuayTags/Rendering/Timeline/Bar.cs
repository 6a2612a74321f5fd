using Quay.Client;

namespace QuayTags;

/// <summary>Represents one entry of the history in the picture.</summary>
internal sealed record Bar
{
    public required TagHistoryEntry Entry { get; init; }

    /// <summary>Gets the start; the earliest possible time if the entry has none.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the end: now if the entry has none, and the latest possible time if it is unknown. Never before the start.</summary>
    public required DateTimeOffset End { get; init; }

    public required BarState State { get; init; }

    /// <summary>Gets the track within the lane, from 0. Bars that overlap in time are in different tracks.</summary>
    public int Track { get; init; }

    public bool IsWithin(TimeRange range) => Start <= range.To && End >= range.From;
}
