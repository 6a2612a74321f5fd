using System.Globalization;
using System.Text;
using Spectre.Console;

namespace QuayTags;

/// <summary>Draws the history of tags in the terminal: one lane per tag, one bar of block characters per entry.</summary>
internal static class TerminalPicture
{
    public const int MostLanes = 40;

    private const int DefaultColumns = 80;
    private const int MinColumns = 40;
    private const int MaxColumns = 200;
    private const int NameShare = 3;
    private const int Gap = 2;
    private const string Separator = " · ";

    public static void Write(Scene scene, bool showsAll, ToolContext context)
    {
        int columns = Math.Clamp(context.Columns ?? DefaultColumns, MinColumns, MaxColumns);
        Write(scene, showsAll, columns, TableWriter.Console(context, columns + 1, ColorsOf(context)));
    }

    public static void Write(Scene scene, bool showsAll, int columns, IAnsiConsole console)
    {
        bool hasColours = console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        IReadOnlyList<Lane> lanes = showsAll ? scene.Lanes : [.. scene.Lanes.Take(MostLanes)];
        foreach (IReadOnlyList<(string Text, Style Style)> line in Lines(scene, lanes, columns, hasColours))
        {
            var drawn = new Paragraph();
            foreach ((string text, Style style) in line)
            {
                drawn.Append(text, style);
            }

            console.Write(drawn.Append("\n"));
        }
    }

    // The sixteen colours of all terminals cannot distinguish the digests.
    private static ColorSystemSupport ColorsOf(ToolContext context) =>
        context.GetEnvironmentVariable("COLORTERM") is "truecolor" or "24bit" ? ColorSystemSupport.TrueColor : ColorSystemSupport.EightBit;

    private static IEnumerable<IReadOnlyList<(string Text, Style Style)>> Lines(
        Scene scene, IReadOnlyList<Lane> lanes, int columns, bool hasColours)
    {
        yield return [(VisibleText.Truncate(scene.Repository, columns), new Style(decoration: Decoration.Bold))];
        foreach (TerminalCell[] line in TerminalLegend.Wrapped(Facts(scene), columns, Separator))
        {
            yield return Runs(line);
        }

        yield return [];
        if (lanes.Count == 0)
        {
            yield return [("No tags in this period.", Style.Plain)];
            yield break;
        }

        int names = Math.Min(lanes.Max(lane => VisibleText.Width(VisibleText.Of(lane.Tag))), columns / NameShare);
        var scale = new TerminalScale(scene.Range, columns - names - Gap, scene.Now);
        var palette = Palette.Of(lanes);
        TerminalInk Ink(string? digest) => TerminalInk.Of(digest, palette, hasColours);
        foreach (TerminalCell[] line in TerminalAxis.Of(scale, scene.CompleteFrom))
        {
            yield return [(new string(' ', names + Gap), Style.Plain), .. Runs(line)];
        }

        List<TerminalCell[]> drawn = [];
        foreach (Lane lane in lanes)
        {
            string name = VisibleText.Truncate(lane.Tag, names);
            foreach (TerminalCell[] line in TerminalLane.Of(lane, scale, Ink))
            {
                drawn.Add(line);
                yield return [(name + new string(' ', names + Gap - VisibleText.Width(name)), Style.Plain), .. Runs(line)];
                name = "";
            }
        }

        yield return [];
        foreach (TerminalCell[] line in TerminalLegend.Of(drawn, palette, Ink, columns))
        {
            yield return Runs(line);
        }

        if (lanes.Count < scene.Lanes.Count)
        {
            yield return [($"{Counted.Of(scene.Lanes.Count - lanes.Count, "more tag")} not shown. To draw all, pass --all.", Style.Plain)];
        }
    }

    private static IEnumerable<TerminalCell[]> Facts(Scene scene)
    {
        string?[] facts =
        [
            $"{Time(scene.Range.From)} – {Time(scene.Range.To)} UTC",
            Counted.Of(scene.Lanes.Count, "tag"),
            Counted.Of(scene.Lanes.Sum(lane => lane.Bars.Count), "entry", "entries"),
            scene.EarlierNote,
            scene.Pattern is { } pattern ? $"only {VisibleText.Truncate(pattern, MinColumns - 5)}" : null,
        ];
        return facts.OfType<string>().Select(fact => TerminalCell.Text(fact, Style.Plain).ToArray());
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Joins neighbouring cells of one style. Spaces at the end are omitted.</summary>
    private static List<(string Text, Style Style)> Runs(TerminalCell[] cells)
    {
        int end = Array.FindLastIndex(cells, cell => !cell.IsEmpty) + 1;
        List<(string Text, Style Style)> runs = [];
        var text = new StringBuilder();
        for (int i = 0; i < end; i++)
        {
            text.Append(cells[i].Symbol);
            if (i + 1 == end || !cells[i + 1].Style.Equals(cells[i].Style))
            {
                runs.Add((text.ToString(), cells[i].Style));
                text.Clear();
            }
        }

        return runs;
    }
}
