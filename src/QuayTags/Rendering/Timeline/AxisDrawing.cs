using System.Globalization;
using System.Xml.Linq;

namespace QuayTags;

/// <summary>Draws the time axis: the ticks, the current time, and the time from which the history is complete.</summary>
internal static class AxisDrawing
{
    private const double Character = 6.8;
    private const double SmallCharacter = 6;
    private const double RoomForNow = 16;

    public static XElement Shade(PictureLayout layout, Scene scene)
    {
        double end = layout.Scale.X(scene.CompleteFrom);
        XElement shade = Svg.Group(("class", "shade"));
        return end <= layout.Scale.Left ? shade : shade
            .Titled($"Before {scene.CompleteFrom:u}, the history is incomplete: Quay may have removed entries that ended earlier.")
            .Holding(
                Svg.Rect(layout.Scale.Left, PictureLayout.Top, end, layout.Bottom, Theme.Incomplete)
                    .With(("class", "incomplete"), ("fill-opacity", "0.75")),
                Svg.Line(end, PictureLayout.Top - 5, end, layout.Bottom, Theme.Shade).With(("stroke-dasharray", "5 3")));
    }

    public static XElement Axis(PictureLayout layout)
    {
        TimeScale scale = layout.Scale;
        var axis = TimeAxis.Of(scale, Character);
        XElement drawn = Svg.Group(("class", "axis"), ("font-size", 11), ("fill", Theme.MutedText));
        drawn.Holding(axis.Ticks.Select(
            tick => Svg.Line(scale.X(tick.At), PictureLayout.Top - 3, scale.X(tick.At), layout.Bottom + 4, Theme.Grid)));
        drawn.Holding(axis.Ticks.Select(tick => Centred(scale.X(tick.At), PictureLayout.TickLabels, tick.Label)));
        if (layout.HasLowerLabels)
        {
            drawn.Holding(axis.Ticks.Select(tick => Centred(scale.X(tick.At), layout.Bottom + 17, tick.Label)));
        }

        // From right to left: if two headings overlap, the later one is drawn, because its ticks are visible.
        double free = double.PositiveInfinity;
        foreach (Tick heading in axis.Headings.Reverse())
        {
            double width = heading.Label.Length * Character;
            double x = Math.Min(scale.X(heading.At), scale.Right - width);
            if (x + width <= free)
            {
                drawn.Holding(Svg.Text(x, PictureLayout.Headings, heading.Label).With(("class", "text"), ("fill", Theme.Text)));
                free = x - 10;
            }
        }

        return drawn;
    }

    public static XElement Now(PictureLayout layout, Scene scene)
    {
        XElement drawn = Svg.Group(("class", "now"), ("font-size", 10), ("fill", Theme.Now));
        if (!scene.Range.Contains(scene.Now))
        {
            return drawn;
        }

        double x = layout.Scale.X(scene.Now);
        return drawn.Titled($"now: {scene.Now:u}").Holding(
            Svg.Line(x, PictureLayout.Top - 5, x, layout.Bottom + 4, Theme.Now, 1.5),
            Centred(Math.Min(x, layout.Scale.Right - 4), PictureLayout.Notes, "now").With(("font-weight", "bold")));
    }

    /// <summary>
    /// Draws the label of the shade: after its end, or before it if there is no room. If it would overlap other text, it is omitted.
    /// </summary>
    public static XElement? ShadeLabel(PictureLayout layout, Scene scene)
    {
        double end = layout.Scale.X(scene.CompleteFrom);
        double free = scene.Range.Contains(scene.Now) ? layout.Scale.X(scene.Now) - RoomForNow : layout.Scale.Right;
        string label = $"complete from {scene.CompleteFrom.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)}";
        double width = label.Length * SmallCharacter;
        double? x = end <= layout.Scale.Left ? null
            : end + width <= free ? end
            : Math.Min(end, free) - width >= layout.Scale.Left ? Math.Min(end, free) - width
            : null;
        return x is { } left
            ? Svg.Text(left, PictureLayout.Notes, label).With(("class", "note"), ("font-size", 10), ("fill", Theme.Shade))
            : null;
    }

    private static XElement Centred(double x, double y, string text) => Svg.Text(x, y, text).With(("text-anchor", "middle"));
}
