namespace QuayTags;

/// <summary>Fits the columns of a table into a line.</summary>
internal static class ColumnLayout
{
    /// <summary>The cells between two columns.</summary>
    public const int Gap = 2;

    /// <summary>
    /// Chooses the width of each column: first columns are dropped until the others fit when shortened, then the widest is shortened, so
    /// that a long text costs its own column and no other.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="wanted">The cells that each column takes without being shortened.</param>
    /// <param name="available">The cells of the line.</param>
    /// <returns>The cells of each column; 0 for one that is dropped.</returns>
    public static int[] ComputeWidths(IReadOnlyList<Column> columns, IReadOnlyList<int> wanted, int available)
    {
        int[] widths = [.. wanted.Select(width => Math.Min(width, available))];
        int[] least = [.. columns.Select((column, i) => Math.Min(wanted[i], column.MinWidth ?? wanted[i]))];
        foreach (int i in Enumerable.Range(0, columns.Count).Where(i => columns[i].Rank > 0).OrderByDescending(i => columns[i].Rank))
        {
            if (Total(least) <= available)
            {
                break;
            }

            widths[i] = least[i] = 0;
        }

        if (Total(least) > available)
        {
            least = [.. least.Select(width => Math.Min(width, 1))];
        }

        while (Total(widths) > available && Shortenable() is { Length: > 0 } shortenable)
        {
            widths[shortenable.MaxBy(i => widths[i])]--;
        }

        return widths;

        int[] Shortenable() => [.. Enumerable.Range(0, widths.Length).Where(i => widths[i] > least[i])];
    }

    private static int Total(int[] widths) => widths.Sum() + (Gap * Math.Max(0, widths.Count(width => width > 0) - 1));
}
