using System.Xml.Linq;

namespace QuayTags;

/// <summary>Draws one bar, with the first digits of its digest if they fit.</summary>
internal static class BarDrawing
{
    private const double Padding = 5;
    private const double AfterTriangle = 7;
    private const double AfterTear = 6;

    // As a share of the bar's height.
    private const double StripeHeight = 0.25;

    // As many as Docker and Git show.
    private static readonly int[] ShownHexDigits = [12, 7];

    /// <param name="bar">The bar.</param>
    /// <param name="fill">The fill of the bar's digest.</param>
    /// <param name="box">The horizontal position of the bar.</param>
    /// <param name="top">The top of the bar.</param>
    /// <param name="bottom">The bottom of the bar.</param>
    /// <param name="scale">The scale that converts times to positions.</param>
    /// <param name="now">The current time. The part of a bar after it is hatched.</param>
    public static XElement Of(Bar bar, Fill fill, BarBox box, double top, double bottom, TimeScale scale, DateTimeOffset now)
    {
        double certain = bar.State == BarState.WillExpire ? Math.Clamp(scale.X(now), box.Left, box.Right) : box.Right;
        XElement drawn = Svg.Group();
        if (bar.State == BarState.EndUnknown)
        {
            drawn.Holding(EndUnknown(fill, box.Left, top, box.Right, bottom));
        }
        else if (certain > box.Left)
        {
            drawn.Holding(Filled(fill, box.Left, top, certain, bottom));
        }

        if (certain < box.Right)
        {
            drawn.Holding(WillExpire(fill, certain, top, box.Right, bottom));
        }

        bool isTorn = bar.Start < scale.Range.From;
        return drawn.Holding(
            isTorn ? Tear(box.Left + 4, top, bottom) : null,
            bar.End > scale.Range.To ? Tear(box.Right - 7, top, bottom) : null,
            Label(bar, box.Left + (isTorn ? AfterTear : bar.Entry.Reversion ? AfterTriangle : 0), certain, top, bottom));
    }

    /// <summary>Creates the group that holds bars.</summary>
    public static XElement Outlined() => Svg.Group(("stroke", Theme.Outline), ("stroke-width", 0.8));

    public static IEnumerable<XElement> Filled(Fill fill, double left, double top, double right, double bottom)
    {
        yield return Svg.Rect(left, top, right, bottom, fill.Colour);
        if (fill.Stripe != Stripe.None)
        {
            (double from, double to) = fill.Stripe == Stripe.Above ? (0.0, StripeHeight) : (1 - StripeHeight, 1.0);
            double height = bottom - top;
            yield return Svg.Rect(left, top + (from * height), right, top + (to * height), Theme.Halo)
                .With(("fill-opacity", "0.7"), ("stroke", "none"));
        }
    }

    public static IEnumerable<XElement> WillExpire(Fill fill, double left, double top, double right, double bottom) =>
    [
        Svg.Rect(left, top, right, bottom, fill.Colour).With(("fill-opacity", "0.35"), ("stroke", "none")),
        Svg.Rect(left, top, right, bottom, "url(#coming)").With(("stroke-dasharray", "4 3")),
    ];

    public static IEnumerable<XElement> EndUnknown(Fill fill, double left, double top, double right, double bottom) =>
    [
        Svg.Rect(left, top, right, bottom, fill.Colour).With(("mask", "url(#fading)"), ("stroke", "none")),
        Svg.Rect(left, top, right, bottom, "none").With(("stroke-dasharray", "2 3")),
    ];

    /// <summary>Draws the mark of a bar that continues beyond the edge of the picture.</summary>
    private static XElement Tear(double x, double top, double bottom)
    {
        double step = (bottom - top) / 4;
        string shape = FormattableString.Invariant($"M{x:0.#} {top:0.#}l3 {step:0.#}l-3 {step:0.#}l3 {step:0.#}l-3 {step:0.#}");
        return Svg.Element("path", ("d", shape), ("fill", "none"), ("stroke", Theme.Halo), ("stroke-width", 2.5));
    }

    private static XElement? Label(Bar bar, double left, double right, double top, double bottom)
    {
        double size = bottom - top > 14 ? 10 : 9;
        double x = left + Padding;
        string? shown = ShownHexDigits.Select(digits => Cells.Short(bar.Entry.ManifestDigest, digits))
            .FirstOrDefault(text => text.Length > 0 && x + Svg.FixedWidth(text, size) + Padding <= right);
        return shown is null ? null
            : Svg.FixedText(x, ((top + bottom) / 2) + (size * 0.36), shown, size)
                .With(("font-size", size), ("fill", Theme.OnBar), ("stroke", "none"));
    }
}
