namespace Quay.Client;

/// <summary>A write to one tag.</summary>
internal sealed record TagWrite
{
    /// <summary>The write, as a message names it: "Moving acme/app:prod to sha256:0cd3…".</summary>
    public required string Name { get; init; }

    public required TagReference Tag { get; init; }

    /// <summary>Sends the request once.</summary>
    public required Func<CancellationToken, Task> Send { get; init; }

    /// <summary>Determines from the states before and after whether the write was applied.</summary>
    public required Func<TagState, TagState, WriteOutcome> Verify { get; init; }

    /// <summary>Determines which of the new entries the write made; null for a write that makes none.</summary>
    public Func<TagHistoryEntry, bool>? IsOurs { get; init; }
}
