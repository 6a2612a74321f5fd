namespace Quay.Client;

/// <summary>The newest entries of one tag.</summary>
internal sealed record TagState(IReadOnlyList<TagHistoryEntry> Entries, bool IsCut, TagHistoryEntry? Alive)
{
    // Determines whether the tag points at the same manifest as before, with no write in between.
    public bool IsStill(TagState before) => EntriesSince(before).Count == 0 && (Alive is null) == (before.Alive is null);

    // Returns the entries that were written after an earlier state was read, newest first. Entries have no id and two of one second may
    // look alike, so they are counted. The collector may have removed earlier ones; what moved up onto the page for it is older than the
    // newest of them.
    public IReadOnlyList<TagHistoryEntry> EntriesSince(TagState before)
    {
        List<TagHistoryEntry> known = [.. before.Entries];
        DateTimeOffset newest = known.Max(entry => entry.Start) ?? DateTimeOffset.MinValue;
        var added = new List<TagHistoryEntry>();
        foreach (TagHistoryEntry entry in Entries.Reverse())
        {
            int at = known.FindIndex(earlier => IsSame(earlier, entry));
            if (at >= 0)
            {
                known.RemoveAt(at);
            }
            else if (entry.Start >= newest)
            {
                added.Insert(0, entry);
            }
        }

        return added;
    }

    // Determines whether a write added its entry. Foreign entries alone leave it unknown: sending again would undo them.
    public WriteOutcome Gained(TagState before, Func<TagHistoryEntry, bool> isOurs) => EntriesSince(before) switch
    {
        [] => WriteOutcome.NotApplied,
        var added => added.Any(isOurs) ? WriteOutcome.Applied : WriteOutcome.Unknown,
    };

    // Determines whether two entries are the same, as far as Quay shows. The end is not part of an entry's identity.
    public static bool IsSame(TagHistoryEntry one, TagHistoryEntry other) =>
        (one.Start, one.ManifestDigest, one.Reversion) == (other.Start, other.ManifestDigest, other.Reversion);
}
