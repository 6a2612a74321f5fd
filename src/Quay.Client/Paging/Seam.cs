namespace Quay.Client.Paging;

/// <summary>
/// What was read last, to find on the next page the rows that were there already: each push between two requests of a numbered list shifts its last
/// row onto the next page. Shifted rows come at the front of the page (behind the pushed ones, when those are more than the pages before it hold) and
/// in their order, so that two rows of one page that look alike are never taken for one.
/// </summary>
/// <param name="isSame">Whether two rows are one row read twice.</param>
/// <param name="isNewer">Whether the first of two rows came to the list after the second.</param>
internal sealed class Seam<T>(Func<T, T, bool> isSame, Func<T, T, bool> isNewer)
{
    /// <summary>How many rows are remembered: more pushes than this between two requests deliver a row twice, and lose none.</summary>
    public const int Width = 1000;

    // Of a short list more than itself can come again, when pushes go on while it is read.
    private const int LongestShift = 100;

    private readonly List<T> _recent = [];
    private T _first = default!;
    private int _read;
    private int _repeatsInARow;

    /// <summary>Takes the rows that were delivered before out of a page.</summary>
    /// <param name="page">The rows of the page; afterwards those that are new.</param>
    /// <param name="isLast">Whether the list ends with the page.</param>
    /// <returns>False when the list goes round in circles: rows delivered before come for longer than any shift explains, or the first one again.</returns>
    public bool RemoveRepeats(List<T> page, bool isLast)
    {
        if (page.Count == 0)
        {
            return true;
        }

        if (_read == 0)
        {
            _first = page[0];
        }

        bool startsAgain = _read > Width && isSame(_first, page[0]);
        int pushed = 0;
        while (pushed < page.Count && isNewer(page[pushed], _first) && CountRepeats(page, pushed, isLast) == 0)
        {
            pushed++;
        }

        int repeats = CountRepeats(page, pushed, isLast);
        _repeatsInARow = repeats == page.Count ? _repeatsInARow + repeats : 0;
        page.RemoveRange(pushed, repeats);

        // The list has the pushed rows before all others, and so do the remembered ones.
        _recent.InsertRange(0, page.Take(pushed));
        _recent.AddRange(page.Skip(pushed));
        _recent.RemoveRange(0, Math.Max(0, _recent.Count - Width));
        _read += page.Count;
        return !startsAgain && _repeatsInARow <= Math.Max(_recent.Count, LongestShift);
    }

    /// <summary>How many rows of the page, from one on, are remembered ones.</summary>
    private int CountRepeats(List<T> page, int at, bool isLast)
    {
        for (int start = at < page.Count ? IndexOf(page[at], from: 0) : -1; start >= 0; start = IndexOf(page[at], start + 1))
        {
            if (CountRepeats(page, at, start, isLast) is > 0 and var count)
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>
    /// How many rows of the page go on from a remembered one; 0 when more of those between are missing than the collector's work explains.
    /// </summary>
    private int CountRepeats(List<T> page, int at, int start, bool isLast)
    {
        int count = 1;
        int last = start;
        while (at + count < page.Count && IndexOf(page[at + count], last + 1) is >= 0 and var next)
        {
            last = next;
            count++;
        }

        bool goesOnBehindThePage = at + count == page.Count && !isLast;
        int missing = (goesOnBehindThePage ? last : _recent.Count - 1) - start + 1 - count;
        return count > missing ? count : 0;
    }

    private int IndexOf(T row, int from)
    {
        for (int i = from; i < _recent.Count; i++)
        {
            if (isSame(_recent[i], row))
            {
                return i;
            }
        }

        return -1;
    }
}
