namespace Quay.Client;

internal sealed record TagWrite
{
    // Gets the name of the write for messages: "Moving acme/app:prod to sha256:0cd3…".
    public required string Name { get; init; }

    public required TagReference Tag { get; init; }

    public required Func<CancellationToken, Task> Send { get; init; }

    public required Func<TagState, TagState, WriteOutcome> Verify { get; init; }

    // Gets the function that determines whether the write added an entry; null for a write that adds none.
    public Func<TagHistoryEntry, bool>? IsOurs { get; init; }
}
