using System.Xml.Linq;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Draws the legend of the marks and colours, in as many lines as it needs.</summary>
internal static class LegendDrawing
{
    private const double Line = 24;
    private const double Character = 6.6;
    private const double Between = 16;
    private const double Sample = 30;
    private const double Top = -8;
    private const double Bottom = 8;
    private const int MostDigests = 15;

    /// <returns>The legend and its bottom.</returns>
    public static (XElement Drawn, double Bottom) Of(Palette palette, double top)
    {
        XElement drawn = Svg.Group(("class", "legend"), ("font-size", 11), ("fill", Theme.Text));
        double middle = top + (Line / 2);
        foreach ((string Text, XElement Sample)[] entries in new[] { Marks(), [.. Digests(palette)] })
        {
            double x = PictureLayout.Edge;
            foreach ((string text, XElement sample) in entries)
            {
                double width = Sample + 7 + (text.Length * Character);
                if (x + width > PictureLayout.Width - PictureLayout.Edge)
                {
                    (x, middle) = (PictureLayout.Edge, middle + Line);
                }

                drawn.Holding(
                    sample.With(("transform", FormattableString.Invariant($"translate({x:0.#} {middle:0.#})"))),
                    Svg.Text(x + Sample + 7, middle + 4, text));
                x += width + Between;
            }

            middle += Line;
        }

        return (drawn, middle - (Line / 2));
    }

    private static (string Text, XElement Sample)[] Marks()
    {
        var (one, other) = (new Fill(Palette.Colours[0]), new Fill(Palette.Colours[1]));
        return
        [
            ("moved", Drawn([.. Bar(one, 0, 15), .. Bar(other, 15, Sample), Mark(TagEventKind.Moved, 15)])),
            ("pushed again", Drawn([.. Bar(one, 0, Sample), Mark(TagEventKind.PushedAgain, 15)])),
            ("reverted", Drawn([.. Bar(other, 0, 13), .. Bar(one, 13, Sample), Mark(TagEventKind.Reverted, 13)])),
            ("deleted or expired", Drawn([.. Bar(one, 0, 25), Mark(TagEventKind.Removed, 25)])),
            (
                "will expire",
                Drawn([.. BarDrawing.WillExpire(one, 8, Top, 25, Bottom), .. Bar(one, 0, 8), Mark(TagEventKind.WillExpire, 25)])
            ),
            (
                "permanently deleted, end unknown",
                Drawn([.. BarDrawing.EndUnknown(one, 0, Top, 25, Bottom), Mark(TagEventKind.PermanentlyDeleted, 25)])
            ),
            (
                "ended entries may be missing",
                Drawn([Svg.Rect(0, Top, Sample, Bottom, Theme.Incomplete).With(("class", "incomplete"), ("stroke", "none"))])
            ),
        ];
    }

    private static IEnumerable<(string Text, XElement Sample)> Digests(Palette palette)
    {
        if (palette.Coloured.Count > MostDigests)
        {
            string[] samples = [palette.Coloured[0], palette.Coloured[1], palette.Coloured[^1]];
            yield return (
                "digests with several entries, one colour each",
                Drawn(samples.SelectMany((digest, i) => Bar(palette.Find(digest), i * 10, (i + 1) * 10))));
        }
        else
        {
            foreach (string digest in palette.Coloured)
            {
                yield return (Cells.Short(digest), Drawn([.. Bar(palette.Find(digest), 0, Sample)]));
            }
        }

        if (palette.HasGreys)
        {
            yield return (
                "digests with only one entry",
                Drawn(Palette.Greys.SelectMany((grey, i) => Bar(new Fill(grey), i * 10, (i + 1) * 10))));
        }
    }

    private static XElement Drawn(IEnumerable<XElement?> sample) => BarDrawing.Outlined().Holding(sample);

    private static IEnumerable<XElement> Bar(Fill fill, double left, double right) => BarDrawing.Filled(fill, left, Top, right, Bottom);

    private static XElement? Mark(TagEventKind kind, double x) => MarkDrawing.Of(kind, x, Top, Bottom);
}
