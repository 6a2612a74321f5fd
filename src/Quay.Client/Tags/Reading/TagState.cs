namespace Quay.Client;

/// <summary>The newest rows of one tag, and the one of them that is alive.</summary>
/// <param name="Rows">The newest first; not all, where the tag has more than a page of them.</param>
/// <param name="IsCut">Whether there are more.</param>
/// <param name="Alive">What the tag points at; null when there is no such tag now.</param>
internal sealed record TagState(IReadOnlyList<TagHistoryEntry> Rows, bool IsCut, TagHistoryEntry? Alive)
{
    /// <summary>Whether the tag points still at what it pointed at before, and nothing else was written in between.</summary>
    public bool IsStill(TagState before) => EntriesSince(before).Count == 0 && (Alive is null) == (before.Alive is null);

    /// <summary>The rows that were written after an earlier state was read, the newest first.</summary>
    /// <remarks>
    /// Rows have no id, and two of one second may look alike, so they are counted. The collector may have taken earlier ones away, and what moved up onto the
    /// page for it is older than the newest of them.
    /// </remarks>
    public IReadOnlyList<TagHistoryEntry> EntriesSince(TagState before)
    {
        List<TagHistoryEntry> known = [.. before.Rows];
        DateTimeOffset newest = known.Max(row => row.Start) ?? DateTimeOffset.MinValue;
        var added = new List<TagHistoryEntry>();
        foreach (TagHistoryEntry row in Rows.Reverse())
        {
            int at = known.FindIndex(earlier => IsSame(earlier, row));
            if (at >= 0)
            {
                known.RemoveAt(at);
            }
            else if (row.Start >= newest)
            {
                added.Insert(0, row);
            }
        }

        return added;
    }

    /// <summary>
    /// Whether a row was added that a write makes: false when none was, and null when there are somebody else's alone, for sending again would undo what they
    /// did.
    /// </summary>
    public bool? Gained(TagState before, Func<TagHistoryEntry, bool> isOurs) =>
        EntriesSince(before) is { Count: > 0 } added ? added.Any(isOurs) ? true : null : false;

    /// <summary>Whether two rows are one, as far as can be told. Its end is not part of what a row is.</summary>
    public static bool IsSame(TagHistoryEntry one, TagHistoryEntry other) =>
        (one.Start, one.ManifestDigest, one.Reversion) == (other.Start, other.ManifestDigest, other.Reversion);
}
