using System.Globalization;
using System.Xml.Linq;

namespace QuayTags;

/// <summary>Draws the time: ticks, now, and from when on the history is complete.</summary>
internal static class AxisDrawing
{
    private const double Character = 6.8;
    private const double SmallCharacter = 6;
    private const double AroundNow = 16;

    public static XElement Shade(Frame frame, Scene scene)
    {
        double end = frame.Scale.X(scene.CompleteFrom);
        XElement shade = Svg.Group(("class", "shade"));
        return end <= frame.Scale.Left ? shade : shade
            .Titled($"Before {scene.CompleteFrom:u} the history is not complete: rows that ended then are gone, or soon will be.")
            .Holding(
                Svg.Rect(frame.Scale.Left, Frame.Top, end, frame.Bottom, Ink.Incomplete).With(("fill-opacity", "0.75")),
                Svg.Line(end, Frame.Top - 5, end, frame.Bottom, Ink.Shade).With(("stroke-dasharray", "5 3")));
    }

    public static XElement Axis(Frame frame)
    {
        TimeScale scale = frame.Scale;
        var axis = TimeAxis.Of(scale, Character);
        XElement drawn = Svg.Group(("class", "axis"), ("font-size", 11), ("fill", Ink.Faint));
        drawn.Holding(axis.Ticks.Select(tick => Svg.Line(scale.X(tick.At), Frame.Top - 3, scale.X(tick.At), frame.Bottom + 4, Ink.Grid)));
        drawn.Holding(axis.Ticks.Select(tick => Centred(scale.X(tick.At), Frame.TickLabels, tick.Label)));
        if (frame.HasLowerLabels)
        {
            drawn.Holding(axis.Ticks.Select(tick => Centred(scale.X(tick.At), frame.Bottom + 17, tick.Label)));
        }

        // From the right: where two are too near, the later one, whose ticks are, stands.
        double free = double.PositiveInfinity;
        foreach (Tick heading in axis.Headings.Reverse())
        {
            double width = heading.Label.Length * Character;
            double x = Math.Min(scale.X(heading.At), scale.Right - width);
            if (x + width <= free)
            {
                drawn.Holding(Svg.Text(x, Frame.Headings, heading.Label).With(("fill", Ink.Text)));
                free = x - 10;
            }
        }

        return drawn;
    }

    public static XElement Now(Frame frame, Scene scene)
    {
        XElement drawn = Svg.Group(("class", "now"), ("font-size", 10), ("fill", Ink.Now));
        if (!scene.Range.Contains(scene.Now))
        {
            return drawn;
        }

        double x = frame.Scale.X(scene.Now);
        return drawn.Titled($"now: {scene.Now:u}").Holding(
            Svg.Line(x, Frame.Top - 5, x, frame.Bottom + 4, Ink.Now, 1.5),
            Centred(Math.Min(x, frame.Scale.Right - 4), Frame.Notes, "now").With(("font-weight", "bold")));
    }

    /// <summary>
    /// The words over the end of the shade: after it, or before it where that has no room; nothing where they would be over others.
    /// </summary>
    public static XElement? ShadeWords(Frame frame, Scene scene)
    {
        double end = frame.Scale.X(scene.CompleteFrom);
        double free = scene.Range.Contains(scene.Now) ? frame.Scale.X(scene.Now) - AroundNow : frame.Scale.Right;
        string words = $"complete from {scene.CompleteFrom.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)}";
        double width = words.Length * SmallCharacter;
        double? x = end <= frame.Scale.Left ? null
            : end + width <= free ? end
            : Math.Min(end, free) - width >= frame.Scale.Left ? Math.Min(end, free) - width
            : null;
        return x is { } left ? Svg.Text(left, Frame.Notes, words).With(("font-size", 10), ("fill", Ink.Shade)) : null;
    }

    private static XElement Centred(double x, double y, string text) => Svg.Text(x, y, text).With(("text-anchor", "middle"));
}
