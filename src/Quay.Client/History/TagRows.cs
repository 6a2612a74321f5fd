using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Of one tag, the rows that decide what it pointed at, at an instant.</summary>
/// <param name="Newest">The row that began last up to the instant.</param>
/// <param name="Holding">The row that began last of those that hold at the instant; null when none does.</param>
internal readonly record struct TagRows(TagHistoryEntry Newest, TagHistoryEntry? Holding)
{
    /// <summary>Takes in another row, that began up to the instant. Of rows that began in the same second the one that Quay lists first is the newer.</summary>
    public TagRows With(TagHistoryEntry row, DateTimeOffset instant)
    {
        TagHistoryEntry newest = IsLater(row, Newest) ? row : Newest;
        TagHistoryEntry? holding = row.IsAliveAt(instant) && (Holding is null || IsLater(row, Holding)) ? row : Holding;
        return new TagRows(newest, holding);
    }

    /// <summary>What they tell.</summary>
    /// <param name="instant">The instant, a whole second.</param>
    /// <param name="machine">When they were read, and what the collector keeps.</param>
    public (TagPresence Presence, string? Reason) Tell(DateTimeOffset instant, TimeMachine machine)
    {
        if (Holding is { Start: null } && instant < TimeMachine.Second(machine.ReadAt))
        {
            return (TagPresence.Unknown, "the row that may have held then has no start: it is older than Quay's history.");
        }

        if (Holding is not null && (ReferenceEquals(Holding, Newest) || !IsInDoubt(instant, machine)))
        {
            return (TagPresence.Present, null);
        }

        if (IsInDoubt(instant, machine))
        {
            return (TagPresence.Unknown, Newest.IsPermanentlyDeleted
                ? $"the row that began at {Newest.Start:u} was permanently deleted, and when it ended is not known."
                : $"the row that began at {Newest.Start:u} seems to have ended at {Newest.End:u}, and Quay shows such an end also for one that was removed later.");
        }

        return machine.CompleteFrom <= instant ? (TagPresence.Absent, null) : (TagPresence.Unknown, BeforeWindow(machine));
    }

    public static string BeforeWindow(TimeMachine machine) =>
        $"the time machine keeps rows that ended since {machine.CompleteFrom:u}, and none that is left holds at that time.";

    private static bool IsLater(TagHistoryEntry row, TagHistoryEntry other) =>
        (row.Start ?? DateTimeOffset.MinValue) > (other.Start ?? DateTimeOffset.MinValue);

    private bool IsInDoubt(DateTimeOffset instant, TimeMachine machine) => !Newest.IsAliveAt(instant) && instant < machine.GoneFrom(Newest);
}
