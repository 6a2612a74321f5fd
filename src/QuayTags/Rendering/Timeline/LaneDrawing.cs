using System.Xml.Linq;

namespace QuayTags;

/// <summary>Draws the lanes: names, bars and marks.</summary>
internal static class LaneDrawing
{
    private const string Fixed = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    public static IEnumerable<XElement> Bands(Frame frame) =>
        from lane in Enumerable.Range(0, frame.Lanes.Count)
        where lane % 2 == 0
        let place = frame.Lane(lane)
        select Svg.Rect(Frame.Edge - 8, place.Top, frame.Scale.Right, place.Bottom, Ink.Band);

    public static XElement Names(Frame frame) => Svg
        .Group(("class", "names"), ("font-family", Fixed), ("font-size", Frame.LabelSize), ("fill", Ink.Text))
        .Holding(frame.Lanes.Select((lane, i) =>
        {
            (double top, double bottom) = frame.Lane(i);
            string name = VisibleText.Within(lane.Tag, Frame.LongestLabel);
            XElement text = Svg.FixedText(Frame.Edge, ((top + bottom) / 2) + 4, name, Frame.LabelSize);
            return name == lane.Tag ? text : Svg.Group().Titled(lane.Tag).Holding(text);
        }));

    public static XElement Bars(Frame frame, Palette palette, DateTimeOffset now) => BarDrawing.Outlined()
        .With(("class", "bars"), ("font-family", Fixed))
        .Holding(frame.Lanes.SelectMany((lane, i) =>
        {
            BarBox[] boxes = BarBox.Of(lane, frame.Scale);

            // What is short is not covered by what is long.
            return lane.Bars.Zip(boxes).OrderBy(pair => pair.Second.Width <= BarBox.MinWidth).Select(pair =>
            {
                (Bar bar, BarBox box) = pair;
                (double top, double bottom) = frame.Bar(i, bar);
                return BarDrawing.Of(bar, palette.Find(bar.Row.ManifestDigest), box, top, bottom, frame.Scale, now)
                    .Titled(HoverText.Of(bar, now));
            });
        }));

    public static XElement Marks(Frame frame) => Svg.Group(("class", "marks")).Holding(
        frame.Lanes.SelectMany((lane, i) =>
        {
            Dictionary<Bar, BarBox> boxes =
                new(lane.Bars.Zip(BarBox.Of(lane, frame.Scale), KeyValuePair.Create), ReferenceEqualityComparer.Instance);
            return lane.Marks.Select(mark =>
            {
                (double top, double bottom) = frame.Bar(i, mark.Bar);
                double x = mark.IsAtStart ? boxes[mark.Bar].Left : mark.IsAtEnd ? boxes[mark.Bar].Right : frame.Scale.X(mark.At);
                return MarkDrawing.Of(mark.Kind, x, top, bottom)?.Titled($"{mark.Happened}");
            });
        }));
}
