using Spectre.Console;

namespace QuayTags;

/// <summary>Represents one cell of the drawing in the terminal.</summary>
internal readonly record struct TerminalCell(char Symbol, Style Style)
{
    public static readonly TerminalCell Empty = new(' ', Style.Plain);

    public bool IsEmpty => Symbol == ' ' && Style.Background == Color.Default;

    public static TerminalCell[] Row(int width)
    {
        var cells = new TerminalCell[width];
        Array.Fill(cells, Empty);
        return cells;
    }

    public static IEnumerable<TerminalCell> Text(string text, Style style) => text.Select(symbol => new TerminalCell(symbol, style));
}
