namespace Quay.Client;

/// <summary>Identifies an entry for de-duplication. Only the hash is kept, so that the memory of pages can be freed early.</summary>
internal readonly record struct EntryKey(long Order, ulong Identity)
{
    public ulong Hash => Identity ^ ((ulong)Order * 0xD6E8FEB86659FD93);

    // Determines whether the entry was added after another one; false if that is unknown.
    public bool IsNewerThan(EntryKey other) => Order > other.Order && other.Order != 0;
}

/// <summary>
/// Removes repeats of earlier pages. Each push between two requests of a numbered list shifts the last entry of a page onto the next page.
/// </summary>
/// <remarks>
/// The list is sorted, newest first. An entry that is older than the last one read cannot be a repeat, so usually only the first entry of a
/// page is compared. Entries are counted: if two entries of a page look the same, both are returned.
/// </remarks>
internal sealed class PageOverlap<T>(Func<T, EntryKey> keyOf)
{
    // How many entries are remembered. After more pushes than this between two requests, entries are returned twice.
    public const int Width = 1000;

    // A short list can be shifted by more entries than it has.
    private const int LongestShift = 100;

    private readonly List<ulong> _recent = [];
    private EntryKey _first;
    private EntryKey _last;
    private int _read;
    private int _repeatsInARow;

    // Gets whether the last page shows that entries were pushed since the response with the previous page.
    public bool IsShifted { get; private set; }

    // Removes repeats from a page. Returns false if the list seems to repeat without end.
    public bool RemoveRepeats(List<T> page)
    {
        if (page.Count == 0)
        {
            return true;
        }

        EntryKey first = keyOf(page[0]);
        _first = _read == 0 ? first : _first;
        bool startsAgain = _read > Width && first == _first;
        int received = page.Count;
        int pushed = 0;
        IsShifted = false;
        if (_recent.Count > 0)
        {
            int old = 0;
            while (old < page.Count && !_last.IsNewerThan(keyOf(page[old])))
            {
                old++;
            }

            if (old > 0)
            {
                RemoveRemembered(page, old);
                while (pushed < page.Count && keyOf(page[pushed]).IsNewerThan(_last))
                {
                    pushed++;
                }

                IsShifted = pushed > 0 || page.Count < received;
            }
        }

        _repeatsInARow = page.Count == 0 ? _repeatsInARow + received : 0;

        if (_read > 0)
        {
            // Allocates the final size at once. A list of one page does not need it.
            _recent.EnsureCapacity(Width + page.Count);
        }

        // Pushed entries come before all others, in the list and here.
        for (int i = 0; i < page.Count; i++)
        {
            _recent.Insert(i < pushed ? i : _recent.Count, keyOf(page[i]).Hash);
        }

        if (pushed < page.Count)
        {
            _last = keyOf(page[^1]);
        }

        _recent.RemoveRange(0, Math.Max(0, _recent.Count - Width));
        _read += page.Count;
        return !startsAgain && _repeatsInARow <= Math.Max(_recent.Count, LongestShift);
    }

    // Removes remembered entries from the front of a page. An entry that is remembered once is removed at most once.
    private void RemoveRemembered(List<T> page, int front)
    {
        List<ulong> remembered = [.. _recent];
        List<T> kept = [];
        foreach (T entry in page.Take(front))
        {
            if (!remembered.Remove(keyOf(entry).Hash))
            {
                kept.Add(entry);
            }
        }

        page.RemoveRange(0, front);
        page.InsertRange(0, kept);
    }
}
