namespace Quay.Client.History;

internal readonly record struct DecidingEntries(TagHistoryEntry Newest, TagHistoryEntry? Alive)
{
    // Adds an older entry that began up to the instant. If two began in the same second, Quay lists the newer one first.
    public DecidingEntries With(TagHistoryEntry entry, DateTimeOffset instant)
    {
        TagHistoryEntry newest = IsLater(entry, Newest) ? entry : Newest;
        TagHistoryEntry? alive = entry.IsAliveAt(instant) && (Alive is null || IsLater(entry, Alive)) ? entry : Alive;
        return new DecidingEntries(newest, alive);
    }

    // Returns whether the tag was there, and why that is unknown.
    public (TagPresence Presence, string? Reason) PresenceAt(DateTimeOffset instant, RetentionHorizon horizon)
    {
        if (!Newest.IsAliveAt(instant) && instant < horizon.GoneFrom(Newest))
        {
            return (TagPresence.Unknown, Doubt(horizon));
        }

        if (Alive is { Start: null } && instant < horizon.CompleteFrom)
        {
            return (TagPresence.Unknown, "the entry that may have been alive then has no start: it is older than Quay's history.");
        }

        return Alive is not null ? (TagPresence.Present, null)
            : instant >= horizon.CompleteFrom ? (TagPresence.Absent, null)
            : (TagPresence.Unknown, RepositorySnapshot.BeforeWindow(horizon.CompleteFrom));
    }

    private static bool IsLater(TagHistoryEntry entry, TagHistoryEntry other) =>
        (entry.Start ?? DateTimeOffset.MinValue) > (other.Start ?? DateTimeOffset.MinValue);

    private string Doubt(RetentionHorizon horizon)
    {
        string began = $"the entry that began at {TimeText.Of(Newest.Start)}";
        return horizon.IsPermanentlyDeleted(Newest) ? $"{began} was permanently deleted, and when it ended is not known."
            : Newest.End >= horizon.OpenFrom ? $"{began} ended at {Newest.End:u}, while the history was read."
            : $"{began} seems to have ended at {Newest.End:u}, but Quay can report that end for an entry that ended later.";
    }
}
