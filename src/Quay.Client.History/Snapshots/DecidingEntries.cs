namespace Quay.Client.History;

/// <summary>Represents the two entries of a tag that decide its state at an instant.</summary>
internal readonly record struct DecidingEntries(TagHistoryEntry Newest, TagHistoryEntry? Alive)
{
    // Adds an older entry that began up to the instant. If two began in the same second, Quay lists the newer one first.
    public DecidingEntries With(TagHistoryEntry entry, DateTimeOffset instant)
    {
        TagHistoryEntry newest = IsLater(entry, Newest) ? entry : Newest;
        TagHistoryEntry? alive = entry.IsAliveAt(instant) && (Alive is null || IsLater(entry, Alive)) ? entry : Alive;
        return new DecidingEntries(newest, alive);
    }

    private static bool IsLater(TagHistoryEntry entry, TagHistoryEntry other) =>
        (entry.Start ?? DateTimeOffset.MinValue) > (other.Start ?? DateTimeOffset.MinValue);
}
