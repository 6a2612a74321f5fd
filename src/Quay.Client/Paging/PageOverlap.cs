namespace Quay.Client;

/// <summary>
/// What was read last, to find on the next page the rows that were there already: each push between two requests of a numbered list shifts
/// its last row onto the next page.
/// </summary>
/// <remarks>
/// The list is sorted, newest rows first, so a row that is older than the last one read cannot have been read, and the hot path looks at
/// the first row of a page alone. Rows are counted, not collected in a set: two rows of one page that look alike are two, and come again
/// twice.
/// </remarks>
/// <param name="keyOf">What a row is known by.</param>
internal sealed class PageOverlap<T>(Func<T, EntryKey> keyOf)
{
    /// <summary>How many rows are remembered: after more pushes than this between two requests rows are given twice.</summary>
    public const int Width = 1000;

    // A short list can be pushed down by more rows than it has.
    private const int LongestShift = 100;

    private readonly List<ulong> _recent = [];
    private EntryKey _first;
    private EntryKey _last;
    private int _read;
    private int _repeatsInARow;

    /// <summary>Whether the page that was looked at last shows that rows were pushed since the page before it was answered.</summary>
    public bool IsShifted { get; private set; }

    /// <summary>Takes the rows that were delivered before out of a page.</summary>
    /// <param name="page">The rows of the page; afterwards those that are new.</param>
    /// <returns>
    /// False when the list goes round in circles: rows delivered before come for longer than any shift explains, or the first one again.
    /// </returns>
    public bool RemoveRepeats(List<T> page)
    {
        if (page.Count == 0)
        {
            return true;
        }

        EntryKey first = keyOf(page[0]);
        _first = _read == 0 ? first : _first;
        bool startsAgain = _read > Width && first == _first;
        int came = page.Count;
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

                IsShifted = pushed > 0 || page.Count < came;
            }
        }

        _repeatsInARow = page.Count == 0 ? _repeatsInARow + came : 0;

        if (_read > 0)
        {
            // At once as large as it gets; a list of one page needs none of it.
            _recent.EnsureCapacity(Width + page.Count);
        }

        // The list has the pushed rows before all others, and so do the remembered ones.
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

    /// <summary>Takes the remembered rows out of the front of a page, each as often as it is remembered.</summary>
    private void RemoveRemembered(List<T> page, int front)
    {
        List<ulong> remembered = [.. _recent];
        List<T> kept = [];
        foreach (T row in page.Take(front))
        {
            if (!remembered.Remove(keyOf(row).Hash))
            {
                kept.Add(row);
            }
        }

        page.RemoveRange(0, front);
        page.InsertRange(0, kept);
    }
}
