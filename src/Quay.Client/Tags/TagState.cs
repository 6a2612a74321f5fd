namespace Quay.Client.Tags;

/// <summary>The newest rows of one tag, and the one of them that is alive.</summary>
/// <param name="Rows">The newest first; not all, where the tag has more than a page of them.</param>
/// <param name="IsCut">Whether there are more.</param>
/// <param name="Alive">What the tag points at; null when there is no such tag now.</param>
internal sealed record TagState(IReadOnlyList<TagHistoryEntry> Rows, bool IsCut, TagHistoryEntry? Alive)
{
    /// <summary>Whether the tag points still at what it pointed at before, and nothing else was written in between.</summary>
    public bool IsStill(TagState before) => RowsSince(before).Count == 0 && (Alive is null) == (before.Alive is null);

    /// <summary>The rows that were written after an earlier state was read, the newest first.</summary>
    /// <remarks>Rows have no id, and two of one second may look alike; but rows are only added in front, so the earlier rows follow the new ones.</remarks>
    public IReadOnlyList<TagHistoryEntry> RowsSince(TagState before)
    {
        int added = !IsCut && !before.IsCut && Follow(before.Rows, Rows.Count - before.Rows.Count) ? Rows.Count - before.Rows.Count : 0;
        while (added < Rows.Count && !Follow(before.Rows, added))
        {
            added++;
        }

        return [.. Rows.Take(added)];
    }

    private static bool IsSame(TagHistoryEntry one, TagHistoryEntry other) =>
        (one.Start, one.ManifestDigest, one.Reversion) == (other.Start, other.ManifestDigest, other.Reversion);

    private bool Follow(IReadOnlyList<TagHistoryEntry> earlier, int from)
    {
        if (from < 0 || from > Rows.Count)
        {
            return false;
        }

        // The collector may have taken rows off the end meanwhile.
        int common = Math.Min(earlier.Count, Rows.Count - from);
        return (common > 0 || earlier.Count == 0) && Enumerable.Range(0, common).All(row => IsSame(Rows[from + row], earlier[row]));
    }
}
