namespace Quay.Client.History;

/// <summary>Represents what a complete read of a history showed: the entries that can matter to a watch, the newest first.</summary>
internal sealed record HistoryRead
{
    public required IReadOnlyList<TagHistoryEntry> Entries { get; init; }

    public required RetentionHorizon Horizon { get; init; }

    // Gets the time up to which the read shows every event.
    public required DateTimeOffset SettledAt { get; init; }

    public DateTimeOffset ReadAt => Horizon.ReadAt;

    // Gets whether all changes in the read are settled.
    public bool IsSettled => !Entries.Any(entry =>
        entry.Start > SettledAt
        || (entry.End > SettledAt && entry.End <= ReadAt)
        || (Horizon.IsPermanentlyDeleted(entry) && Horizon.PermanentlyDeletedAt(entry) > SettledAt));

    public bool IsAlive(TagHistoryEntry entry) => IsAlive(entry, ReadAt);

    public static bool IsAlive(TagHistoryEntry entry, DateTimeOffset readAt) => !(entry.End <= readAt) && !entry.IsPermanentlyDeleted;
}
