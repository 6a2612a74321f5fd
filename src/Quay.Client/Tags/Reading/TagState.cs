namespace Quay.Client;

internal sealed record TagState(IReadOnlyList<TagHistoryEntry> Entries, bool IsCut, TagHistoryEntry? Alive)
{
    // Determines whether the tag points at the same manifest as before, with no write in between.
    public bool IsStill(TagState before) => EntriesSince(before).Count == 0 && (Alive is null) == (before.Alive is null);

    // Returns the entries that were written after an earlier state was read, newest first. Entries have no id, and two entries of the same
    // second can be equal, so they are counted. If the collector removed entries, older ones move up onto the page. These started before
    // the newest known entry.
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

    // Determines whether a write added its entry. If only others added entries, this is unknown: a resent write would undo theirs.
    public WriteOutcome Gained(TagState before, Func<TagHistoryEntry, bool> isOurs) => EntriesSince(before) switch
    {
        [] => WriteOutcome.NotApplied,
        var added => added.Any(isOurs) ? WriteOutcome.Applied : WriteOutcome.Unknown,
    };

    // Determines whether two entries are the same, as far as Quay shows this. The end is not compared, because it can change.
    public static bool IsSame(TagHistoryEntry one, TagHistoryEntry other) =>
        (one.Start, one.ManifestDigest, one.Reversion) == (other.Start, other.ManifestDigest, other.Reversion);
}
