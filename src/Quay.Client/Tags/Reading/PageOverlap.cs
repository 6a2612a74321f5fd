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
/// Quay sorts by milliseconds but returns seconds. So only entries of the last second that was read can be confused with unread ones, and
/// only they are remembered.
/// </remarks>
internal sealed class PageOverlap
{
    private static readonly List<EntryIdentity> None = [];

    // The indexes of the entries in LastSecond that cannot be confused; -1 for one that occurs twice, which concurrent writes can cause.
    private readonly Dictionary<EntryIdentity, int> _landmarks = [];
    private long _second = long.MaxValue;

    public PageOverlap(IReadOnlyList<EntryIdentity> lastEntries)
    {
        foreach (EntryIdentity entry in lastEntries)
        {
            _second = entry.Second;
            Remember(entry);
        }
    }

    // Gets the entries that were read and began in the last second, in Quay's order.
    public List<EntryIdentity> LastSecond { get; } = [];

    // Gets the entries that were read, up to the last page that joined, and began in the last second before that page; in Quay's order. It
    // is empty if the page has no entries of that second.
    public IReadOnlyList<EntryIdentity> SharedSecond { get; private set; } = [];

    // Gets how many entries the next page must repeat: up to the last landmark, or up to the second before.
    public int RequiredLength
    {
        get
        {
            int overlap = 1;
            while (overlap <= LastSecond.Count && LastSecond[^overlap].IsAmbiguous)
            {
                overlap++;
            }

            return overlap;
        }
    }

    // Returns how a page fits. If it joins, its entries that were read before are removed.
    public PageFit Join(List<TagHistoryEntry> page, int start, bool isLast)
    {
        if (page.Count == 0)
        {
            return start == 0 ? PageFit.Joins : PageFit.StartsTooLate;
        }

        bool showsWholeSecond = start == 0 || EntryIdentity.SecondOf(page[0]) > _second;
        int begin = 0;
        while (begin < page.Count && EntryIdentity.SecondOf(page[begin]) > _second)
        {
            begin++;
        }

        int end = begin;
        while (end < page.Count && EntryIdentity.SecondOf(page[end]) == _second)
        {
            end++;
        }

        (int last, int index) = LastLandmark(page, begin, end);
        if (index < 0 && !showsWholeSecond)
        {
            return PageFit.StartsTooLate;
        }

        if (last == page.Count - 1 && index < LastSecond.Count - 1 && !isLast)
        {
            return PageFit.EndsTooEarly;
        }

        Continue(page, last + 1, end, index + 1);
        return PageFit.Joins;
    }

    // Finds the last entry of a page that was certainly read. Returns its index in the page and in LastSecond; if there is none, the index
    // before the first one and -1.
    private (int InPage, int InLastSecond) LastLandmark(List<TagHistoryEntry> page, int begin, int end)
    {
        for (int i = end - 1; i >= begin; i--)
        {
            if (_landmarks.TryGetValue(EntryIdentity.Of(page[i]), out int index) && index >= 0)
            {
                return (i, index);
            }
        }

        return (begin - 1, -1);
    }

    // Removes the entries of a page that were read: those up to the last landmark, and those that look like one that was read after it.
    private void Continue(List<TagHistoryEntry> page, int begin, int end, int read)
    {
        List<EntryIdentity> tail = Forget(read);
        List<EntryIdentity?> unmatched = [.. tail];
        int next = 0;
        int kept = 0;
        for (int i = begin; i < end; i++)
        {
            var entry = EntryIdentity.Of(page[i]);
            int known = unmatched.IndexOf(entry);
            if (known < 0)
            {
                Remember(entry);
                page[kept++] = page[i];
                continue;
            }

            unmatched[known] = null;

            // The entries that are not in the page keep their place: they were removed, or they are newer than the page.
            for (; next <= known; next++)
            {
                Remember(tail[next]);
            }
        }

        for (; next < tail.Count; next++)
        {
            Remember(tail[next]);
        }

        SharedSecond = kept > 0 ? [.. LastSecond] : [];
        page.RemoveRange(kept, end - kept);
        if (kept < page.Count)
        {
            RememberLastSecond(page);
        }
    }

    private void RememberLastSecond(List<TagHistoryEntry> entries)
    {
        int first = entries.Count - 1;
        _second = EntryIdentity.SecondOf(entries[first]);
        while (first > 0 && EntryIdentity.SecondOf(entries[first - 1]) == _second)
        {
            first--;
        }

        LastSecond.Clear();
        _landmarks.Clear();
        for (int i = first; i < entries.Count; i++)
        {
            Remember(EntryIdentity.Of(entries[i]));
        }
    }

    private void Remember(EntryIdentity entry)
    {
        if (!entry.IsAmbiguous && !_landmarks.TryAdd(entry, LastSecond.Count))
        {
            _landmarks[entry] = -1;
        }

        LastSecond.Add(entry);
    }

    // Forgets the entries from an index on, and returns them.
    private List<EntryIdentity> Forget(int from)
    {
        if (from == LastSecond.Count)
        {
            return None;
        }

        List<EntryIdentity> all = [.. LastSecond];
        LastSecond.Clear();
        _landmarks.Clear();
        all[..from].ForEach(Remember);
        return all[from..];
    }
}
