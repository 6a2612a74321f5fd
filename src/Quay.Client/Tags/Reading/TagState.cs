namespace Quay.Client;

/// <summary>The newest entries of one tag.</summary>
/// <param name="Entries">The entries, newest first, up to one page.</param>
/// <param name="IsCut">Whether the tag has more entries.</param>
/// <param name="Alive">The entry that is alive; null if the tag does not exist now.</param>
internal sealed record TagState(IReadOnlyList<TagHistoryEntry> Entries, bool IsCut, TagHistoryEntry? Alive)
{
    /// <summary>Determines whether the tag points at the same manifest as before, with no write in between.</summary>
    public bool IsStill(TagState before) => EntriesSince(before).Count == 0 && (Alive is null) == (before.Alive is null);

    /// <summary>Returns the entries that were written after an earlier state was read, newest first.</summary>
    /// <remarks>
    /// Entries have no id and two of one second may look alike, so they are counted. The collector may have removed earlier ones; what
    /// moved up onto the page for it is older than the newest of them.
    /// </remarks>
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

    /// <summary>
    /// Determines whether a write added its entry. Foreign entries alone leave it unknown: sending again would undo them.
    /// </summary>
    public WriteOutcome Gained(TagState before, Func<TagHistoryEntry, bool> isOurs) => EntriesSince(before) switch
    {
        [] => WriteOutcome.NotApplied,
        var added => added.Any(isOurs) ? WriteOutcome.Applied : WriteOutcome.Unknown,
    };

    /// <summary>Determines whether two entries are the same, as far as Quay shows. The end is not part of an entry's identity.</summary>
    public static bool IsSame(TagHistoryEntry one, TagHistoryEntry other) =>
        (one.Start, one.ManifestDigest, one.Reversion) == (other.Start, other.ManifestDigest, other.Reversion);
}
