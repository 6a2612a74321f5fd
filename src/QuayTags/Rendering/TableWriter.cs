using Spectre.Console;

namespace QuayTags;

/// <summary>Writes tables without borders. Each row is one line, also in a narrow terminal, so that grep finds it.</summary>
internal static class TableWriter
{
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows. If there are none, nothing is written.</param>
    /// <param name="context">The output and its width.</param>
    /// <param name="headers">Whether the headers are shown.</param>
    /// <param name="continued">The widths of the rows above, which this table continues without headers; null if there are none.</param>
    /// <returns>The width of each column; null if nothing was written yet.</returns>
    public static int[]? Write(
        IReadOnlyList<Column> columns, IReadOnlyList<Cell[]> rows, ToolContext context, bool headers = true, int[]? continued = null)
    {
        if (rows.Count == 0)
        {
            return continued;
        }

        headers &= continued is null;
        int[] wanted = [.. columns.Select((column, i) => rows.Max(row => VisibleText.Width(row[i].Text)))];
        wanted = continued is null
            ? [.. wanted.Select((width, i) =>
                headers ? Math.Max(width, Math.Max(columns[i].Reserved, VisibleText.Width(columns[i].Header))) : width)]
            : [.. wanted.Select((width, i) => continued[i] == 0 ? 0 : Math.Max(width, continued[i]))];
        IReadOnlyList<Column> adapted = continued is null ? columns : [.. columns.Select(column => column with { Rank = 0, MinWidth = 1 })];
        int[] widths = context.Columns is { } available ? ColumnLayout.ComputeWidths(adapted, wanted, available) : wanted;

        // Spectre's Table needs seconds to measure a text of 10,000 characters, and shortens all columns instead of the widest.
        IAnsiConsole console = Console(context, widths.Sum() + (ColumnLayout.Gap * columns.Count));
        if (headers)
        {
            console.Write(Line(columns, widths, [.. columns.Select(column => (column.Header, new Style(decoration: Decoration.Bold)))]));
        }

        foreach (Cell[] row in rows)
        {
            console.Write(Line(columns, widths, [.. row.Select(cell => (cell.Text, new Style(cell.Color)))]));
        }

        return widths;
    }

    private static Paragraph Line(IReadOnlyList<Column> columns, int[] widths, (string Text, Style Style)[] cells)
    {
        var line = new Paragraph();
        int last = Array.FindLastIndex(widths, width => width > 0);
        for (int i = 0; i <= last; i++)
        {
            if (widths[i] == 0)
            {
                continue;
            }

            string text = columns[i].KeepsEnd
                ? MiddleEllipsis.Shorten(cells[i].Text, widths[i])
                : VisibleText.Truncate(cells[i].Text, widths[i]);
            string rest = new(' ', widths[i] - VisibleText.Width(text));
            string gap = new(' ', i == last ? 0 : ColumnLayout.Gap);
            (string before, string after) = columns[i].IsRightAligned ? (rest, gap) : ("", i == last ? "" : rest + gap);
            line.Append(before).Append(text, cells[i].Style).Append(after);
        }

        return line.Append("\n");
    }

    /// <summary>Creates the console that decides whether the output has colours.</summary>
    public static IAnsiConsole Console(ToolContext context, int width, ColorSystemSupport colors = ColorSystemSupport.Standard)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(context.Output),
            Ansi = context.UsesColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = context.UsesColor ? colors : ColorSystemSupport.NoColors,

            // Otherwise, Spectre writes colours in some CI systems, also into a pipe.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        return console;
    }
}
