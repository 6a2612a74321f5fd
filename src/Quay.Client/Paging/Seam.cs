using System.Runtime.InteropServices;

namespace Quay.Client.Paging;

/// <summary>
/// What was read last, to find on the next page the rows that were there already: each push between two requests of a numbered list shifts its last
/// row onto the next page.
/// </summary>
/// <remarks>
/// The list is sorted, newest rows first, so a row that is older than the last one read cannot have been read, and the hot path looks at the first row
/// of a page alone. Rows are counted, not collected in a set: two rows of one page that look alike are two, and come again twice.
/// </remarks>
/// <param name="isSame">Whether a row (the second) is one that was read before (the first).</param>
/// <param name="isNewer">Whether the first of two rows came to the list after the second.</param>
internal sealed class Seam<T>(Func<T, T, bool> isSame, Func<T, T, bool> isNewer)
{
    /// <summary>How many rows are remembered: after more pushes than this between two requests rows are given twice.</summary>
    public const int Width = 1000;

    // A short list can be pushed down by more rows than it has.
    private const int LongestShift = 100;

    private readonly List<T> _recent = [];
    private T _first = default!;
    private int _read;
    private int _repeatsInARow;

    /// <summary>Takes the rows that were delivered before out of a page.</summary>
    /// <param name="page">The rows of the page; afterwards those that are new.</param>
    /// <returns>False when the list goes round in circles: rows delivered before come for longer than any shift explains, or the first one again.</returns>
    public bool RemoveRepeats(List<T> page)
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
        int came = page.Count;
        int pushed = 0;
        if (_recent.Count > 0)
        {
            T last = _recent[^1];
            int old = 0;
            while (old < page.Count && !isNewer(last, page[old]))
            {
                old++;
            }

            if (old > 0)
            {
                RemoveRemembered(page, old);
                while (pushed < page.Count && isNewer(page[pushed], last))
                {
                    pushed++;
                }
            }
        }

        _repeatsInARow = page.Count == 0 ? _repeatsInARow + came : 0;

        // The list has the pushed rows before all others, and so do the remembered ones.
        ReadOnlySpan<T> rows = CollectionsMarshal.AsSpan(page);
        _recent.InsertRange(0, rows[..pushed]);
        _recent.AddRange(rows[pushed..]);
        _recent.RemoveRange(0, Math.Max(0, _recent.Count - Width));
        _read += page.Count;
        return !startsAgain && _repeatsInARow <= Math.Max(_recent.Count, LongestShift);
    }

    /// <summary>Takes the remembered rows out of the front of a page, each as often as it is remembered.</summary>
    private void RemoveRemembered(List<T> page, int front)
    {
        List<T> remembered = [.. _recent];
        List<T> kept = [];
        foreach (T row in page.Take(front))
        {
            int at = remembered.FindIndex(other => isSame(other, row));
            if (at >= 0)
            {
                remembered.RemoveAt(at);
            }
            else
            {
                kept.Add(row);
            }
        }

        page.RemoveRange(0, front);
        page.InsertRange(0, kept);
    }
}
