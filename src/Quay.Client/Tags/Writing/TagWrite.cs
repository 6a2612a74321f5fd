namespace Quay.Client;

/// <summary>A write to one tag.</summary>
internal sealed record TagWrite
{
    // The write, as a message names it: "Moving acme/app:prod to sha256:0cd3…".
    public required string Name { get; init; }

    public required TagReference Tag { get; init; }

    public required Func<CancellationToken, Task> Send { get; init; }

    public required Func<TagState, TagState, WriteOutcome> Verify { get; init; }

    // Determines which of the new entries the write made; null for a write that makes none.
    public Func<TagHistoryEntry, bool>? IsOurs { get; init; }
}
