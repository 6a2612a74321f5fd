using System.Xml.Linq;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Draws the marks of events.</summary>
internal static class MarkDrawing
{
    /// <param name="kind">The kind of the event.</param>
    /// <param name="x">The horizontal position.</param>
    /// <param name="top">The top of the bar.</param>
    /// <param name="bottom">The bottom of the bar.</param>
    /// <returns>The mark, or null if the bar itself shows the event.</returns>
    public static XElement? Of(TagEventKind kind, double x, double top, double bottom)
    {
        double middle = (top + bottom) / 2;
        return kind switch
        {
            TagEventKind.Moved => Svg.Line(x, top - 2, x, bottom + 2, Theme.OnBar, 2),
            TagEventKind.PushedAgain => Svg.Line(x, top, x, bottom, Theme.OnBar, 1.5).With(("stroke-dasharray", "2 2")),
            TagEventKind.Reverted => Path(FormattableString.Invariant($"M{x - 1:0.#} {middle:0.#}l10 -6v12z")).With(("fill", Theme.OnBar)),
            TagEventKind.Removed or TagEventKind.Expired => Cross(x, middle),
            TagEventKind.WillExpire => Svg.Group(("fill", Theme.Halo), ("stroke", Theme.OnBar), ("stroke-width", 1.5)).Holding(
                Svg.Element("circle", ("cx", x), ("cy", middle), ("r", 5)),
                Path(FormattableString.Invariant($"M{x:0.#} {middle - 3.2:0.#}v3.2h2.5"))),
            TagEventKind.PermanentlyDeleted => Svg.Text(x, middle + 4, "?")
                .With(("font-size", 13), ("font-weight", "bold"), ("text-anchor", "middle"), ("fill", Theme.OnBar))
                .With(("stroke", Theme.Halo), ("stroke-width", 3), ("paint-order", "stroke")),
            _ => null,
        };
    }

    private static XElement Cross(double x, double middle)
    {
        string shape = FormattableString.Invariant($"M{x - 3.5:0.#} {middle - 3.5:0.#}l7 7m0 -7l-7 7");
        return Svg.Group(("fill", "none"), ("stroke-linecap", "round")).Holding(
            Path(shape).With(("stroke", Theme.Halo), ("stroke-width", 5)),
            Path(shape).With(("stroke", Theme.OnBar), ("stroke-width", 2)));
    }

    private static XElement Path(string shape) => Svg.Element("path", ("d", shape));
}
