namespace Quay.Client;

/// <summary>A write to one tag.</summary>
internal sealed record TagWrite
{
    /// <summary>The write, as a message names it: "Moving acme/app:prod to sha256:0cd3…".</summary>
    public required string Name { get; init; }

    public required string Repository { get; init; }

    public required string Tag { get; init; }

    /// <summary>Sends the request once.</summary>
    public required Func<CancellationToken, Task> Send { get; init; }

    /// <summary>Whether it happened, told from the states before and after; null when that cannot be told.</summary>
    public required Func<TagState, TagState, bool?> Happened { get; init; }

    /// <summary>Which of the rows that were added it made; null for a write that makes none.</summary>
    public Func<TagHistoryEntry, bool>? IsOurs { get; init; }
}
