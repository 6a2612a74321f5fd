namespace Quay.Client.History;

/// <summary>Of one tag, the rows that decide what it pointed at, at an instant.</summary>
/// <param name="Newest">The row that began last up to the instant.</param>
/// <param name="Holding">The row that began last of those that hold at the instant; null when none does.</param>
internal readonly record struct DecidingEntries(TagHistoryEntry Newest, TagHistoryEntry? Holding)
{
    /// <summary>Takes in another row, that began up to the instant. Of rows that began in the same second the one that Quay lists first is the newer.</summary>
    public DecidingEntries With(TagHistoryEntry row, DateTimeOffset instant)
    {
        TagHistoryEntry newest = IsLater(row, Newest) ? row : Newest;
        TagHistoryEntry? holding = row.IsAliveAt(instant) && (Holding is null || IsLater(row, Holding)) ? row : Holding;
        return new DecidingEntries(newest, holding);
    }

    /// <summary>What they tell: whether the tag was there, and when that is not known, why.</summary>
    /// <param name="instant">The instant, a whole second.</param>
    /// <param name="horizon">When they were read, and what the collector keeps.</param>
    public (TagPresence Presence, string? Reason) Tell(DateTimeOffset instant, RetentionHorizon horizon)
    {
        if (!Newest.IsAliveAt(instant) && instant < horizon.GoneFrom(Newest))
        {
            return (TagPresence.Unknown, Doubt(horizon));
        }

        if (Holding is { Start: null } && instant < horizon.CompleteFrom)
        {
            return (TagPresence.Unknown, "the row that may have held then has no start: it is older than Quay's history.");
        }

        return Holding is not null ? (TagPresence.Present, null)
            : instant >= horizon.CompleteFrom ? (TagPresence.Absent, null)
            : (TagPresence.Unknown, RepositorySnapshot.BeforeWindow(horizon.CompleteFrom));
    }

    private static bool IsLater(TagHistoryEntry row, TagHistoryEntry other) =>
        (row.Start ?? DateTimeOffset.MinValue) > (other.Start ?? DateTimeOffset.MinValue);

    private string Doubt(RetentionHorizon horizon) => horizon switch
    {
        _ when horizon.IsTakenOut(Newest) => $"the row that began at {TimeText.Of(Newest.Start)} was permanently deleted, and when it ended is not known.",
        _ when Newest.End >= horizon.OpenFrom => $"the row that began at {TimeText.Of(Newest.Start)} ended at {Newest.End:u}, while the history was read.",
        _ => $"the row that began at {TimeText.Of(Newest.Start)} seems to have ended at {Newest.End:u}, and Quay shows such an end also of one that ended later.",
    };
}
