using Spectre.Console;

namespace QuayTags;

/// <summary>Draws the time axis of the terminal: headings, labels, and a line with the ticks.</summary>
internal static class TerminalAxis
{
    private const string NowLabel = "now";
    private static readonly Style Faint = new(Color.Grey);

    public static IEnumerable<TerminalCell[]> Of(TerminalScale scale, DateTimeOffset completeFrom)
    {
        var axis = TimeAxis.Of(new TimeScale(scale.Range, 0, scale.Width), character: 1, between: 2);
        TerminalCell[] headings = TerminalCell.Row(scale.Width);
        TerminalCell[] labels = TerminalCell.Row(scale.Width);
        TerminalCell[] line = TerminalCell.Row(scale.Width);
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = new TerminalCell(i < scale.ColumnOf(completeFrom) ? '╌' : '─', Faint);
        }

        foreach (Tick tick in axis.Ticks)
        {
            int column = scale.ColumnOf(tick.At);
            line[column] = new TerminalCell('┴', Faint);
            Place(labels, column - (tick.Label.Length / 2), tick.Label, Faint);
        }

        if (scale.Now is { } now)
        {
            line[now] = new TerminalCell('┼', new Style(Color.Red));
            Place(headings, Math.Min(now, scale.Width - NowLabel.Length), NowLabel, new Style(Color.Red));
        }

        // From right to left: if two headings overlap, the later one is drawn, because its ticks are visible.
        foreach (Tick heading in axis.Headings.Reverse())
        {
            Place(headings, Math.Min(scale.ColumnOf(heading.At), scale.Width - heading.Label.Length), heading.Label, Style.Plain);
        }

        return [headings, labels, line];
    }

    /// <summary>Writes a label where all its cells, and those beside it, are free.</summary>
    private static void Place(TerminalCell[] cells, int column, string label, Style style)
    {
        if (column < 0 || column + label.Length > cells.Length)
        {
            return;
        }

        int after = Math.Min(column + label.Length + 1, cells.Length);
        if (cells[Math.Max(0, column - 1)..after].All(cell => cell.IsEmpty))
        {
            TerminalCell.Text(label, style).ToArray().CopyTo(cells, column);
        }
    }
}
