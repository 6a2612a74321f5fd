using System.Xml.Linq;

namespace QuayTags;

/// <summary>Draws the lanes: names, bars and marks.</summary>
internal static class LaneDrawing
{
    private const string Fixed = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    public static IEnumerable<XElement> Bands(PictureLayout layout) =>
        from lane in Enumerable.Range(0, layout.Lanes.Count)
        where lane % 2 == 0
        let place = layout.Lane(lane)
        select Svg.Rect(PictureLayout.Edge - 8, place.Top, layout.Scale.Right, place.Bottom, Theme.Band).With(("class", "band"));

    public static XElement Names(PictureLayout layout) => Svg
        .Group(("class", "names"), ("font-family", Fixed), ("font-size", PictureLayout.LabelSize), ("fill", Theme.Text))
        .Holding(layout.Lanes.Select((lane, i) =>
        {
            (double top, double bottom) = layout.Lane(i);
            string name = VisibleText.Truncate(lane.Tag, PictureLayout.LongestLabel);
            XElement text = Svg.FixedText(PictureLayout.Edge, ((top + bottom) / 2) + 4, name, PictureLayout.LabelSize);
            return name == lane.Tag ? text : Svg.Group().Titled(lane.Tag).Holding(text);
        }));

    public static XElement Bars(PictureLayout layout, Palette palette, DateTimeOffset now) => BarDrawing.Outlined()
        .With(("class", "bars"), ("font-family", Fixed))
        .Holding(layout.Lanes.SelectMany((lane, i) =>
        {
            BarBox[] boxes = BarBox.Of(lane, layout.Scale);

            // Short bars come last, so that long bars do not cover them.
            return lane.Bars.Zip(boxes).OrderBy(pair => pair.Second.Width <= BarBox.MinWidth).Select(pair =>
            {
                (Bar bar, BarBox box) = pair;
                (double top, double bottom) = layout.Bar(i, bar);
                return BarDrawing.Of(bar, palette.Find(bar.Entry.ManifestDigest), box, top, bottom, layout.Scale, now)
                    .Titled(Tooltip.Of(bar, now));
            });
        }));

    public static XElement Marks(PictureLayout layout) => Svg.Group(("class", "marks")).Holding(
        layout.Lanes.SelectMany((lane, i) =>
        {
            Dictionary<Bar, BarBox> boxes =
                new(lane.Bars.Zip(BarBox.Of(lane, layout.Scale), KeyValuePair.Create), ReferenceEqualityComparer.Instance);
            return lane.Marks.Select(mark =>
            {
                (double top, double bottom) = layout.Bar(i, mark.Bar);
                double x = mark.IsAtStart ? boxes[mark.Bar].Left : mark.IsAtEnd ? boxes[mark.Bar].Right : layout.Scale.X(mark.At);
                return MarkDrawing.Of(mark.Kind, x, top, bottom)?.Titled($"{mark.Event}");
            });
        }));
}
