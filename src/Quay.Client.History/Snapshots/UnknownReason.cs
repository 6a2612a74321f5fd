namespace Quay.Client.History;

/// <summary>Decides whether the state of a tag at an instant is unknown, and why. The methods return null if it is known.</summary>
internal static class UnknownReason
{
    public const string NoDigest = "Quay returns no digest for it.";

    // Returns why the remaining entries of a tag do not show its state.
    public static string? Of(DecidingEntries entries, DateTimeOffset instant, RetentionHorizon horizon)
    {
        (TagHistoryEntry newest, TagHistoryEntry? alive) = entries;
        return !newest.IsAliveAt(instant) && instant < horizon.GoneFrom(newest) ? UncertainEnd(newest, horizon)
            : instant >= horizon.CompleteFrom ? null
            : alive is null ? BeforeWindow(horizon.CompleteFrom)
            : alive.Start is null ? "the entry that may have been alive then has no start: it is older than Quay's history."
            : null;
    }

    // Returns why the absence of a tag from the tags of a snapshot does not mean that it did not exist.
    public static string? OfAbsent(string tag, RepositorySnapshot snapshot) =>
        snapshot.Unknown.TryGetValue(tag, out string? known) ? known
        : snapshot.Pattern is { } pattern && !TagGlob.Matches(pattern, tag) ? $"the snapshot covers only the tags '{pattern}'."
        : snapshot.Instant < snapshot.CompleteFrom ? BeforeWindow(snapshot.CompleteFrom)
        : null;

    // Returns why it is unknown whether a tag differs between two instants.
    public static string? OfDifference(TagAt before, TagAt after) =>
        before.Reason ?? after.Reason ?? (AreIncomparable(before.Entry, after.Entry) ? NoDigest : null);

    private static bool AreIncomparable(TagHistoryEntry? before, TagHistoryEntry? after) =>
        before is not null && after is not null && before != after && (before.ManifestDigest ?? after.ManifestDigest) is null;

    private static string BeforeWindow(DateTimeOffset completeFrom) =>
        $"the time machine keeps entries that ended since {completeFrom:u}, and no remaining entry was alive at the requested instant.";

    private static string UncertainEnd(TagHistoryEntry entry, RetentionHorizon horizon)
    {
        string began = $"the entry that began at {TimeText.Of(entry.Start)}";
        return horizon.IsPermanentlyDeleted(entry) ? $"{began} was permanently deleted, and when it ended is not known."
            : entry.End >= horizon.OpenFrom ? $"{began} ended at {entry.End:u}, while the history was read."
            : $"{began} seems to have ended at {entry.End:u}, but Quay can report that end for an entry that ended later.";
    }
}
