using Quay.Client.History;
using Spectre.Console;

namespace QuayTags;

/// <summary>Draws one lane of the terminal: a line for each track.</summary>
/// <remarks>If several entries begin in one cell, the last of them is drawn, after a symbol.</remarks>
internal static class TerminalLane
{
    public const char Gone = '×';
    public const char Reverted = '◀';
    public const char Purged = '?';
    public const char WillExpire = '○';
    public const char Future = '╌';
    public const char Unknown = '░';
    public const char Now = '│';
    public const char Several = '+';

    private const int HexDigits = 7;
    private const int RoomForDigest = HexDigits + 5;

    public static IEnumerable<TerminalCell[]> Of(Lane lane, TerminalScale scale, Func<string?, TerminalInk> ink)
    {
        for (int track = 0; track < lane.Tracks; track++)
        {
            TerminalCell[] cells = TerminalCell.Row(scale.Width);
            int last = -1;
            foreach (Bar bar in lane.Bars.Where(bar => bar.Track == track))
            {
                DrawBar(cells, bar, scale, ink(bar.Entry.ManifestDigest), isFirst: scale.ColumnOf(bar.Start) != last);
                last = scale.ColumnOf(bar.Start);
            }

            foreach (Mark mark in lane.Marks.Where(mark => mark.Bar.Track == track && mark.IsAtEnd))
            {
                DrawEnd(cells, mark, scale);
            }

            if (scale.Now is { } now && cells[now].IsEmpty)
            {
                cells[now] = new TerminalCell(Now, new Style(Color.Red));
            }

            yield return cells;
        }
    }

    /// <summary>Gets the symbol of an event at the end of a bar; null for other events.</summary>
    public static char? SymbolOf(TagEventKind kind) => kind switch
    {
        TagEventKind.Removed or TagEventKind.Expired => Gone,
        TagEventKind.PermanentlyDeleted => Purged,
        TagEventKind.WillExpire => WillExpire,
        _ => null,
    };

    private static void DrawBar(TerminalCell[] cells, Bar bar, TerminalScale scale, TerminalInk ink, bool isFirst)
    {
        (int left, int right) = (scale.ColumnOf(bar.Start), Math.Max(scale.ColumnOf(bar.End), scale.ColumnOf(bar.Start) + 1));
        right = bar.State == BarState.Alive || bar.End > scale.Range.To ? Math.Min(right + 1, scale.Width) : right;
        int certain = bar.State == BarState.WillExpire ? Math.Clamp(scale.ColumnOf(scale.Time), left, right) : right;
        string start = $"{(isFirst ? "" : Several)}{ink.Letter}{(bar.Entry.Reversion ? Reverted : "")}";
        string text = certain - left >= RoomForDigest && bar.Entry.ManifestDigest is { } digest
            ? $"{start} {Cells.Short(digest, HexDigits)} "
            : start[..Math.Min(start.Length, right - left)];
        for (int i = left; i < right; i++)
        {
            cells[i] = i - left < text.Length ? new TerminalCell(text[i - left], ink.OnBar)
                : i >= certain ? new TerminalCell(Future, ink.Filled)
                : bar.State == BarState.EndUnknown ? new TerminalCell(Unknown, ink.Filled)
                : new TerminalCell(ink.Block, ink.Filled);
        }
    }

    /// <summary>Draws the symbol in the cell after the bar if that is free, and otherwise in the last cell of the bar.</summary>
    private static void DrawEnd(TerminalCell[] cells, Mark mark, TerminalScale scale)
    {
        if (SymbolOf(mark.Kind) is not { } symbol)
        {
            return;
        }

        int start = scale.ColumnOf(mark.Bar.Start);
        int end = Math.Max(scale.ColumnOf(mark.Bar.End), start + 1);
        if (end < cells.Length && cells[end].IsEmpty)
        {
            cells[end] = new TerminalCell(symbol, new Style(symbol == WillExpire ? Color.Default : Color.Red));
        }
        else if (end - 1 > start)
        {
            cells[end - 1] = new TerminalCell(symbol, new Style(Color.FromHex(Theme.OnBar), cells[end - 1].Style.Foreground));
        }
    }
}
