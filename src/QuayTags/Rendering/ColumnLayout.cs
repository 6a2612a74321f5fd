namespace QuayTags;

/// <summary>Computes the widths of the columns of a table.</summary>
internal static class ColumnLayout
{
    /// <summary>The width between two columns, in cells.</summary>
    public const int Gap = 2;

    /// <summary>
    /// Computes the width of each column. Columns are omitted until the others fit at their minimum widths. Then the widest column is
    /// shortened repeatedly, so that a long text shortens only its own column.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="wanted">The width of each column if it is not shortened.</param>
    /// <param name="available">The width of the line.</param>
    /// <returns>The width of each column; 0 for an omitted one.</returns>
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
