using System.Globalization;
using System.Xml.Linq;

namespace QuayTags;

/// <summary>Draws the history of tags as SVG: one lane per tag, one bar per entry. The same history results in the same text.</summary>
internal static class TimelinePicture
{
    private const string Proportional = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";
    private const int LongestName = 80;
    private const int LongestPattern = 40;

    public static string Draw(Scene scene)
    {
        var layout = new PictureLayout(scene.Lanes, scene.Range);
        var palette = Palette.Of(scene.Lanes);
        (XElement legend, double bottom) = LegendDrawing.Of(palette, layout.LegendTop);
        double height = bottom + (PictureLayout.Edge / 2);
        XElement picture = Svg.Element(
            "svg",
            ("viewBox", FormattableString.Invariant($"0 0 {PictureLayout.Width:0.#} {height:0.#}")),
            ("width", PictureLayout.Width),
            ("height", height),
            ("font-family", Proportional),
            ("role", "img"));
        return Svg.Write(picture.Titled($"{scene.Repository}: history of its tags").Holding(
        [
            Svg.Element("style").WithText(Theme.Dark),
            Definitions(),
            Svg.Rect(0, 0, PictureLayout.Width, height, Theme.Background).With(("class", "background")),
            .. Header(scene),
            .. LaneDrawing.Bands(layout),
            AxisDrawing.Shade(layout, scene),
            AxisDrawing.Axis(layout),
            AxisDrawing.ShadeLabel(layout, scene),
            LaneDrawing.Names(layout),
            LaneDrawing.Bars(layout, palette, scene.Now),
            AxisDrawing.Now(layout, scene),
            LaneDrawing.Marks(layout),
            scene.Lanes.Count > 0 ? null
                : Svg.Text(PictureLayout.Width / 2, PictureLayout.Top + 16, "No tags in this period.")
                    .With(("font-size", 12), ("class", "text"), ("text-anchor", "middle"), ("fill", Theme.Text)),
            legend,
        ]));
    }

    private static IEnumerable<XElement> Header(Scene scene)
    {
        int tags = scene.Lanes.Count;
        int entries = scene.Lanes.Sum(lane => lane.Bars.Count);
        string counts = $"{Counted.Of(tags, "tag")} · {Counted.Of(entries, "entry", "entries")}";
        string facts = $"{Time(scene.Range.From)} – {Time(scene.Range.To)} UTC · {counts}";
        string pattern = scene.Pattern is { } only ? $" · only {VisibleText.Truncate(only, LongestPattern)}" : "";
        string earlier = scene.EarlierNote is { } note ? $" · {note}" : "";
        yield return Svg.Text(PictureLayout.Edge, 32, VisibleText.Truncate(scene.Repository, LongestName))
            .With(("font-size", 17), ("font-weight", "bold"), ("class", "text"), ("fill", Theme.Text));
        yield return Svg.Text(PictureLayout.Edge, 51, facts + earlier + pattern)
            .With(("font-size", 12), ("class", "muted"), ("fill", Theme.MutedText));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Creates the patterns that fill bars.</summary>
    private static XElement Definitions() => Svg.Element("defs").Holding(
        Svg.Element("pattern", ("id", "coming"), ("width", 6), ("height", 6), ("patternUnits", "userSpaceOnUse")).Holding(
            Svg.Element("path", ("d", "M0 0L6 6M-1 5L1 7M5 -1L7 1"), ("stroke", Theme.Outline), ("stroke-width", 0.9))),
        Svg.Element("linearGradient", ("id", "less")).Holding(
            Svg.Element("stop", ("offset", 0), ("stop-color", "white")),
            Svg.Element("stop", ("offset", 1), ("stop-color", "black"))),
        Svg.Element("mask", ("id", "fading"), ("maskContentUnits", "objectBoundingBox")).Holding(Svg.Rect(0, 0, 1, 1, "url(#less)")));
}
