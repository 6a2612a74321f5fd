namespace Quay.Client.Paging;

/// <summary>
/// What was read last, to find on the next page the rows that were there already: each push between two requests of a numbered list shifts its last
/// row onto the next page. They come first there and in their order, so that two rows of one page that look alike are never taken for one.
/// </summary>
internal sealed class Seam<T>(IEqualityComparer<T> identity)
{
    /// <summary>How many rows are remembered: more pushes than this between two requests deliver a row twice, and lose none.</summary>
    public const int Width = 1000;

    private readonly List<T> _recent = [];
    private int _repeatsInARow;

    /// <summary>Takes the rows that were delivered before off the front of a page.</summary>
    /// <returns>False when only rows delivered before have come for longer than any shift explains: the list goes round in circles.</returns>
    public bool RemoveRepeats(List<T> page)
    {
        int repeats = CountRepeats(page);
        _repeatsInARow = repeats == page.Count ? _repeatsInARow + repeats : 0;
        page.RemoveRange(0, repeats);

        _recent.AddRange(page);
        _recent.RemoveRange(0, Math.Max(0, _recent.Count - Width));
        return _repeatsInARow <= Width;
    }

    private int CountRepeats(List<T> page)
    {
        if (page.Count == 0)
        {
            return 0;
        }

        for (int start = IndexOf(page[0], from: 0); start >= 0; start = IndexOf(page[0], start + 1))
        {
            if (RepeatsFrom(start, page) is > 0 and var repeats)
            {
                return repeats;
            }
        }

        return 0;
    }

    /// <summary>How many rows of the page go on from a remembered one; 0 when too many in between are missing to be the work of Quay's collector.</summary>
    private int RepeatsFrom(int start, List<T> page)
    {
        int repeats = 1;
        int last = start;
        while (repeats < page.Count && IndexOf(page[repeats], last + 1) is >= 0 and var next)
        {
            last = next;
            repeats++;
        }

        int end = repeats < page.Count ? _recent.Count - 1 : last;
        int missing = end - start + 1 - repeats;
        return repeats > missing ? repeats : 0;
    }

    private int IndexOf(T row, int from)
    {
        for (int i = from; i < _recent.Count; i++)
        {
            if (identity.Equals(_recent[i], row))
            {
                return i;
            }
        }

        return -1;
    }
}
