using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quay.Client;

/// <summary>Describes how a page of a tag history follows the entries that were read.</summary>
internal enum PageFit
{
    // The page continues the entries that were read, without a gap.
    Joins,

    // There may be entries before the page that were not read.
    StartsTooLate,

    // The page ends before the last entry that was read.
    EndsTooEarly,
}

/// <summary>
/// Proves that a page continues the entries that were read, and removes repeats from it. Entries never change their order, the newest start
/// first. So no entry between two pages is missing if the second one starts with an entry that was read, or with a newer one.
/// </summary>
/// <remarks>
/// Quay sorts by milliseconds but returns seconds, so only entries of the last second that was read can be confused, and only they are
/// remembered.
/// </remarks>
internal sealed class HistorySeam
{
    private readonly Dictionary<EntryIdentity, int> _counts = [];
    private readonly List<EntryIdentity> _found = [];
    private long _second = long.MaxValue;
    private bool _hasShortLived;

    public HistorySeam(IReadOnlyList<TagHistoryEntry> lastEntries) => Remember(lastEntries);

    // Gets the entries that were read and began in the last second, in Quay's order. Entries are only added, so that positions can share it.
    public List<TagHistoryEntry> LastSecond { get; private set; } = [];

    // Gets how many entries the next page should repeat. An entry that looks like a short-lived one can be another, so the page should begin
    // before its second.
    public int Overlap => _hasShortLived ? LastSecond.Count + 1 : 1;

    // Returns how a page fits. If it joins, its entries that were read before are removed.
    public PageFit Join(List<TagHistoryEntry> page, int offset, bool isLast, bool isFirstAttempt)
    {
        if (page.Count == 0)
        {
            return offset == 0 ? PageFit.Joins : PageFit.StartsTooLate;
        }

        long start = SecondOf(page[0]);
        bool showsWholeSecond = offset == 0 || start > _second;
        if (!showsWholeSecond && (start < _second || !_counts.ContainsKey(EntryIdentity.Of(page[0]))))
        {
            return PageFit.StartsTooLate;
        }

        if (SecondOf(page[^1]) > _second && !isLast)
        {
            return PageFit.EndsTooEarly;
        }

        bool isCertain = RemoveRepeats(page) || showsWholeSecond || !isFirstAttempt;
        if (isCertain)
        {
            Remember(page);
        }

        return isCertain ? PageFit.Joins : PageFit.StartsTooLate;
    }

    // Returns false if a removed entry is short-lived: it may be another than the one that was read.
    private bool RemoveRepeats(List<TagHistoryEntry> page)
    {
        int next = 0;
        while (next < page.Count && SecondOf(page[next]) > _second)
        {
            next++;
        }

        int kept = 0;
        for (; next < page.Count && SecondOf(page[next]) == _second; next++)
        {
            if (!TakeRead(EntryIdentity.Of(page[next])))
            {
                page[kept++] = page[next];
            }
        }

        page.RemoveRange(kept, next - kept);
        bool isCertain = !_found.Exists(static entry => entry.IsShortLived);
        _found.ForEach(Count);
        _found.Clear();
        return isCertain;
    }

    // Returns whether there is such an entry that was read and was not yet found in the page.
    private bool TakeRead(EntryIdentity entry)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, entry);
        if (Unsafe.IsNullRef(ref count) || count == 0)
        {
            return false;
        }

        count--;
        _found.Add(entry);
        return true;
    }

    private void Remember(IReadOnlyList<TagHistoryEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        long last = SecondOf(entries[^1]);
        int first = entries.Count;
        while (first > 0 && SecondOf(entries[first - 1]) == last)
        {
            first--;
        }

        if (last != _second)
        {
            (_second, LastSecond, _hasShortLived) = (last, new List<TagHistoryEntry>(entries.Count - first), false);
            _counts.Clear();
        }

        for (int i = first; i < entries.Count; i++)
        {
            var identity = EntryIdentity.Of(entries[i]);
            LastSecond.Add(entries[i]);
            Count(identity);
            _hasShortLived |= identity.IsShortLived;
        }
    }

    private void Count(EntryIdentity entry) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, entry, out _)++;

    private static long SecondOf(TagHistoryEntry entry) => entry.Start?.ToUnixTimeSeconds() ?? 0;
}
