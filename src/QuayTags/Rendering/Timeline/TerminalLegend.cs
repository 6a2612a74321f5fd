using Spectre.Console;

namespace QuayTags;

/// <summary>Creates the legend of the terminal: the symbols that are drawn, and the digests with letters.</summary>
internal static class TerminalLegend
{
    private const int MostDigests = 12;
    private const string Between = "   ";

    /// <returns>Lines of at most so many columns.</returns>
    public static IEnumerable<TerminalCell[]> Of(
        IEnumerable<TerminalCell[]> drawn, Palette palette, Func<string?, TerminalInk> ink, int columns) =>
        Wrapped(Digests(palette, ink), columns)
            .Concat(Wrapped(Symbols([.. drawn.SelectMany(line => line).Select(cell => cell.Symbol)]), columns));

    /// <summary>Joins pieces to lines.</summary>
    public static IEnumerable<TerminalCell[]> Wrapped(IEnumerable<TerminalCell[]> pieces, int columns, string between = Between)
    {
        List<TerminalCell> line = [];
        foreach (TerminalCell[] piece in pieces)
        {
            if (line.Count > 0 && line.Count + between.Length + piece.Length > columns)
            {
                yield return [.. line];
                line.Clear();
            }

            line.AddRange([.. line.Count > 0 ? TerminalCell.Text(between, Style.Plain) : [], .. piece]);
        }

        if (line.Count > 0)
        {
            yield return [.. line];
        }
    }

    private static IEnumerable<TerminalCell[]> Digests(Palette palette, Func<string?, TerminalInk> ink)
    {
        foreach (string digest in palette.Coloured.Take(MostDigests))
        {
            TerminalInk drawn = ink(digest);
            yield return
            [
                new TerminalCell(drawn.Letter, drawn.OnBar),
                new TerminalCell(drawn.Block, drawn.Filled),
                .. TerminalCell.Text($" {Cells.Short(digest)}", Style.Plain),
            ];
        }

        if (palette.Coloured.Count > MostDigests)
        {
            yield return Plain($"and {Counted.Of(palette.Coloured.Count - MostDigests, "more digest")} with several entries");
        }

        if (palette.HasGreys)
        {
            yield return Plain("│ a digest with only one entry");
        }
    }

    private static IEnumerable<TerminalCell[]> Symbols(HashSet<char> drawn)
    {
        (char Symbol, string Meaning)[] meanings =
        [
            (TerminalLane.Reverted, "reverted"),
            (TerminalLane.Gone, "deleted or expired"),
            (TerminalLane.Purged, "permanently deleted, end unknown"),
            (TerminalLane.Future, "will expire"),
            (TerminalLane.Several, "several entries at almost the same time"),
        ];
        return meanings.Where(each => drawn.Contains(each.Symbol)).Select(each => Plain($"{each.Symbol} {each.Meaning}"));
    }

    private static TerminalCell[] Plain(string text) => [.. TerminalCell.Text(text, Style.Plain)];
}
