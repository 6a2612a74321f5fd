using System.Xml.Linq;
using CsCheck;
using Quay.Client;

namespace QuayTags.Tests.Timeline;

public class TimelinePictureTests
{
    private static readonly TimeRange November = new(TestHistory.Day(5), TestHistory.Day(27));

    [Fact]
    public void Picture_runs_and_fetches_nothing()
    {
        var drawing = Drawing.Of(Shop.Large());

        Assert.DoesNotContain(
            drawing.Root.Descendants(),
            element => element.Name.LocalName is "script" or "image" or "foreignObject" or "a" or "use");
        string style = drawing.Root.Descendants().Single(element => element.Name.LocalName == "style").Value;
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("import", style, StringComparison.Ordinal);
        Assert.DoesNotContain(
            drawing.Root.DescendantsAndSelf().Attributes(),
            attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "http", drawing.Svg.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(
            drawing.Root.Descendants().Attributes().Where(attribute => attribute.Value.Contains("url(", StringComparison.Ordinal)),
            attribute => Assert.Contains(attribute.Value, drawing.Root.Descendants().Attributes("id").Select(id => $"url(#{id.Value})")));
    }

    [Fact]
    public void Picture_has_a_background()
    {
        var drawing = Drawing.Of(Shop.Small());

        XElement background = drawing.Root.Elements().First(element => element.Name.LocalName == "rect");
        string[] place = ["x", "y", "width", "height"];
        Assert.Equal([0, 0, drawing.Width, drawing.Height], place.Select(side => Drawing.Number(background, side)));
        Assert.Equal(Theme.Background, (string?)background.Attribute("fill"));
    }

    [Fact]
    public void Picture_of_a_history_is_always_the_same() => Assert.Equal(Drawing.Of(Shop.Large()).Svg, Drawing.Of(Shop.Large()).Svg);

    [Fact]
    public void Digest_has_the_same_colour_in_all_lanes()
    {
        var drawing = Drawing.Of(Shop.Small(), November);

        string fill = Fill(drawing.Bar("prod", "1.6"));
        Assert.Equal(
            [fill, fill, fill], [Fill(drawing.Bar("staging", "1.6")), Fill(drawing.Bar("latest", "1.6")), Fill(drawing.Bar("1.6", "1.6"))]);
        Assert.NotEqual(fill, Fill(drawing.Bar("prod", "1.5.1")));
    }

    [Fact]
    public void Long_name_is_truncated_and_its_tooltip_has_all_of_it()
    {
        string name = new('n', 128);

        var drawing = Drawing.Of(new TestHistory().Entry(name, "a", 10).Entry("short", "a", 9));

        Assert.Equal([$"{new string('n', PictureLayout.LongestLabel - 1)}…", "short"], drawing.Names);
        Assert.Equal(name, Drawing.TitleOf(drawing.Named("names").Elements().First()));
        XElement label = drawing.Named("names").Descendants().First(Drawing.IsText);
        double left = drawing.Bars.SelectMany(bar => bar.Descendants()).Where(IsRect).Min(rect => Drawing.Number(rect, "x"));
        Assert.True(Drawing.Number(label, "x") + Drawing.Number(label, "textLength") < left);
    }

    [Fact]
    public void Name_is_never_markup()
    {
        const string Name = "</text><script>\"'&\u0001]]>";

        var digest = new TagHistoryEntry { Name = "digest", Start = TestHistory.Day(9), ManifestDigest = "sha256:<b>&" };
        var drawing = Drawing.Of(new TestHistory().Entry(Name, "a", 10).Add(digest));

        Assert.Equal(["</text><script>\"'&]]>", "digest"], drawing.Names);
        Assert.StartsWith("</text><script>\"'&]]>\nsha256:", Drawing.TitleOf(drawing.Bars.First()), StringComparison.Ordinal);
        Assert.Contains("<b>&", drawing.Texts);
    }

    [Fact]
    public void Tooltip_of_a_bar_describes_its_entry()
    {
        TestHistory history = new TestHistory().Moves("t", 27, (9, "a"), (10.5, "!b")).Entry("lost", "c", 9, 8)
            .Add(new TagHistoryEntry { Name = "old", IsManifestList = true, Immutable = true });

        var drawing = Drawing.Of(history, November);

        Assert.Equal(
            $"t\n{TestHistory.Digest("a")}\n2026-11-09 00:00:00 UTC – 2026-11-10 12:00:00 UTC (1 d 12 h)\n1.9 MiB",
            Drawing.TitleOf(drawing.Bar("t", "a")));
        Assert.Equal(
            $"t\n{TestHistory.Digest("b")}\n2026-11-10 12:00:00 UTC – now (13 d 0 h)\nexpires 2026-11-27 00:00:00 UTC\n1.9 MiB\nreverted",
            Drawing.TitleOf(drawing.Bar("t", "b")));
        Assert.Equal(
            $"lost\n{TestHistory.Digest("c")}\n2026-11-09 00:00:00 UTC – unknown: permanently deleted\n1.9 MiB",
            Drawing.TitleOf(drawing.Bar("lost", "c")));
        Assert.Contains(
            "old\nQuay reports no digest\nbefore Quay's history – now\nimmutable, list", drawing.Bars.Select(Drawing.TitleOf));
    }

    [Theory]
    [InlineData(0.5, "0 s")]
    [InlineData(75, "1 min 15 s")]
    [InlineData(3 * 3600 + 120, "3 h 2 min")]
    public void Tooltip_shows_durations_in_readable_units(double seconds, string shown)
    {
        TestHistory history = new TestHistory { TimeMachine = TimeSpan.FromDays(60) }.Entry("t", "a", 9, 9 + (seconds / 86400));

        var drawing = Drawing.Of(history, November);

        Assert.Contains($" UTC ({shown})\n", Drawing.TitleOf(drawing.Bars.Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_event_has_a_mark_with_a_tooltip()
    {
        var drawing = Drawing.Of(Shop.Small(), November);

        string[] titles = [.. drawing.Marks.Select(Drawing.TitleOf)];
        Assert.Equal(19, titles.Count(title => title.Contains(" moved ", StringComparison.Ordinal)));
        Assert.Equal(3, titles.Count(title => title.Contains(" pushed again ", StringComparison.Ordinal)));
        Assert.Single(titles, title => title.Contains("prod reverted ", StringComparison.Ordinal));
        Assert.Equal(2, titles.Count(title => title.Contains(" removed (deleted or expired) ", StringComparison.Ordinal)));
        Assert.Single(titles, title => title.Contains("pr-318 will expire ", StringComparison.Ordinal));
        Assert.Single(titles, title => title.Contains("debug-dump permanently deleted ", StringComparison.Ordinal));
        Assert.DoesNotContain(titles, title => title.Contains(" created ", StringComparison.Ordinal));
        Assert.Equal(6, drawing.Marks.Select(Shape).Distinct().Count());

        // The shape without its position, so that a dash differs from a line, and a triangle from a cross.
        static string Shape(XElement mark) => string.Join(' ', mark.DescendantsAndSelf().SelectMany(element => new[]
        {
            element.Name.LocalName,
            element.Attribute("stroke-dasharray")?.Value,
            element.Attribute("d")?.Value.Split('l', 'v')[^1],
        }));
    }

    [Fact]
    public void Mark_of_a_move_is_a_thin_line()
    {
        var drawing = Drawing.Of(new TestHistory().Moves("t", null, (10, "a"), (10.01, "b")), November);

        XElement line = Assert.Single(drawing.Marks);
        Assert.Equal(
            ("line", Theme.OnBar, 2), (line.Name.LocalName, (string?)line.Attribute("stroke"), Drawing.Number(line, "stroke-width")));
    }

    [Fact]
    public void Future_of_a_bar_is_hatched_and_an_unknown_end_fades()
    {
        var drawing = Drawing.Of(Shop.Small(), November);

        Assert.Contains("url(#coming)", Fills(drawing.Bar("pr-318", "1.7")));
        Assert.Contains("url(#fading)", drawing.Bar("debug-dump", "dump").Descendants().Attributes("mask").Select(mask => mask.Value));
        Assert.Single(drawing.Bars, bar => Fills(bar).Contains("url(#coming)"));
        Assert.Single(drawing.Bars, bar => bar.Descendants().Attributes("mask").Any());
        double now = Drawing.Number(drawing.Named("now").Elements().First(element => element.Name.LocalName == "line"), "x1");
        XElement hatched = drawing.Bar("pr-318", "1.7").Descendants().First(rect => (string?)rect.Attribute("fill") == "url(#coming)");
        Assert.Equal(now, Drawing.Number(hatched, "x"));
    }

    [Fact]
    public void Bar_that_continues_beyond_the_picture_is_torn_at_its_edge()
    {
        TestHistory history = new TestHistory { TimeMachine = TimeSpan.FromDays(60) }
            .Entry("through", "a", 1)
            .Entry("inside", "b", 7, 8)
            .Entry("out", "c", 7, 20);

        var drawing = Drawing.Of(history, November with { To = TestHistory.Day(10) });

        Assert.Equal([2, 0, 1], new[] { drawing.Bar("through", "a"), drawing.Bar("inside", "b"), drawing.Bar("out", "c") }
            .Select(bar => bar.Elements().Count(element => element.Name.LocalName == "path")));
    }

    [Fact]
    public void Bars_that_overlap_in_time_are_drawn_below_each_other()
    {
        var drawing = Drawing.Of(new TestHistory().Entry("t", "a", 10).Entry("t", "b", 12).Entry("t", "c", 14).Entry("u", "a", 9));

        (double Top, double Bottom)[] places =
        [
            .. from bar in drawing.Bars
               let rect = bar.Descendants().First(IsRect)
               let top = Drawing.Number(rect, "y")
               select (top, top + Drawing.Number(rect, "height")),
        ];
        Assert.Equal(4, places.Length);
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.First.Bottom < pair.Second.Top, $"{pair}"));
    }

    [Theory]
    [InlineData(20, "ca978112ca1b")]
    [InlineData(7.2, "ca97811")]
    [InlineData(6.5, "")]
    public void Bar_shows_as_many_digits_of_its_digest_as_fit(double end, string shown)
    {
        var drawing = Drawing.Of(new TestHistory { TimeMachine = TimeSpan.FromDays(60) }.Entry("t", "a", 6, end), November);

        Assert.Equal(shown, string.Concat(drawing.Bars.Descendants().Where(Drawing.IsText).Select(Drawing.TextOf)));
    }

    [Fact]
    public void Time_before_the_window_is_shaded()
    {
        Assert.NotEmpty(Shade(Drawing.Of(Shop.Small(), November)));
        Assert.Empty(Shade(Drawing.Of(Shop.Small(), November with { From = TestHistory.Day(9.6) })));
        Assert.Contains("complete from 9 Nov 2026 12:30", Drawing.Of(Shop.Small(), November).Texts);

        static IEnumerable<XElement> Shade(Drawing drawing) => drawing.Named("shade").Descendants().Where(IsRect);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Label_of_the_shade_does_not_overlap_the_label_now(int days) =>
        AssertApart(Drawing.Of(Shop.Small(), November, TimeSpan.FromDays(days)));

    [Fact]
    public void Shade_ends_where_the_window_begins()
    {
        var drawing = Drawing.Of(Shop.Small(), new TimeRange(TestHistory.Day(1), TestHistory.Day(31)), TimeSpan.FromDays(10));
        XElement shade = drawing.Named("shade").Descendants().Single(IsRect);
        double share = Drawing.Number(shade, "width") / (PictureLayout.Width - PictureLayout.Edge - 8 - Drawing.Number(shade, "x"));

        Assert.Equal((ToolRun.Now.AddDays(-10) - TestHistory.Day(1)) / TimeSpan.FromDays(30), share, 0.001);
    }

    [Fact]
    public void Now_is_drawn_if_it_is_within_the_period()
    {
        Assert.Contains("now", Drawing.Of(Shop.Small(), November).Texts);
        Assert.DoesNotContain("now", Drawing.Of(Shop.Small(), November with { To = TestHistory.Day(20) }).Texts);
    }

    [Fact]
    public void Legend_lists_few_digests_and_explains_the_colours_of_many()
    {
        string[] few = Drawing.Of(Shop.Small(), November).LegendTexts;
        string[] many = Drawing.Of(Shop.Large(), November).LegendTexts;

        Assert.Contains(TestHistory.Digest("1.5.1")[7..19], few);
        Assert.Contains("digests with only one entry", many);
        Assert.DoesNotContain(TestHistory.Digest("1.5.1")[7..19], many);
        Assert.All([few, many], texts => Assert.Contains("permanently deleted, end unknown", texts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public void Height_grows_with_the_number_of_tags(int tags)
    {
        TestHistory history = Enumerable.Range(0, tags)
            .Aggregate(new TestHistory(), (history, i) => history.Entry($"tag-{i}", $"{i % 3}", 9 + (i * 0.05)));

        var drawing = Drawing.Of(history);

        Assert.Equal(tags, drawing.Names.Length);
        Assert.InRange(drawing.Height, 160 + (tags * 20), 280 + (tags * 26));
        Assert.Equal(tags == 0, drawing.Texts.Contains("No tags in this period."));
        AssertInside(drawing);
    }

    [Fact]
    public void Any_history_is_drawn_within_the_edges_without_overlapping_text() => Gen.Select(
        Entries, Gen.Double[-30, 23], Gen.Double[0.01, 40]).Sample((entries, from, length) =>
    {
        TestHistory history = entries.Aggregate(new TestHistory(), (history, entry) => history.Add(entry));
        var range = new TimeRange(TestHistory.Day(from), TestHistory.Day(from + length));
        int bars = LaneBuilder.Build(history.Events, range, ToolRun.Now).Sum(lane => lane.Bars.Count);

        var drawing = Drawing.Of(history, range);

        Assert.Equal(bars, drawing.Bars.Count());
        Assert.All(
            drawing.Bars,
            bar => Assert.True(bar.Descendants().Where(IsRect).Sum(rect => Drawing.Number(rect, "width")) >= BarBox.MinWidth - 0.11));
        AssertInside(drawing);
        AssertApart(drawing);
        Assert.All(drawing.Bars, bar => Assert.All(bar.Descendants().Where(Drawing.IsText).Select(Extent), text =>
        {
            Assert.True(text.Left > bar.Descendants().Where(IsRect).Min(rect => Drawing.Number(rect, "x")));
            Assert.True(
                text.Right < bar.Descendants().Where(IsRect).Max(rect => Drawing.Number(rect, "x") + Drawing.Number(rect, "width")));
        }));
    }, iter: 300);

    private static Gen<TagHistoryEntry[]> Entries { get; } = Gen
        .Select(Gen.Int[0, 5], Gen.Double[-20, 24], Gen.Double[-3, 12], Gen.Int[0, 9], Gen.Bool)
        .Select((tag, start, length, kind, reversion) => new TagHistoryEntry
        {
            Name = tag == 5 ? "<\u202e\n" + new string('x', 100) : $"tag-{tag}",
            Start = kind == 0 ? null : TestHistory.Day(start),
            End = kind == 1 ? null : kind == 2 ? TestHistory.Day(start) : TestHistory.Day(start + length),
            ManifestDigest = kind == 3 ? null : TestHistory.Digest($"{kind % 4}"),
            Reversion = reversion,
        })
        .Array[0, 40];

    private static bool IsRect(XElement element) => element.Name.LocalName == "rect";

    private static IEnumerable<string> Fills(XElement bar) => bar.Descendants().Attributes("fill").Select(fill => fill.Value);

    private static string Fill(XElement bar) => bar.Descendants().First(IsRect).Attribute("fill")!.Value;

    private static void AssertInside(Drawing drawing)
    {
        foreach (XElement rect in drawing.Bars.SelectMany(bar => bar.Descendants()).Where(IsRect))
        {
            Assert.InRange(Drawing.Number(rect, "x"), 0, drawing.Width);
            Assert.InRange(Drawing.Number(rect, "x") + Drawing.Number(rect, "width"), 0, PictureLayout.Width - PictureLayout.Edge);
            Assert.InRange(Drawing.Number(rect, "y") + Drawing.Number(rect, "height"), PictureLayout.Top, drawing.Height);
        }

        foreach (XElement text in drawing.Root.Descendants().Where(Drawing.IsText))
        {
            (double left, double right) = Extent(text);
            Assert.True(left >= 0 && right <= drawing.Width, $"{text}");
            Assert.InRange(Drawing.Number(text, "y"), 0, drawing.Height);
        }
    }

    /// <summary>Asserts that texts on one line do not overlap, except those of bars and marks, which can share an instant.</summary>
    private static void AssertApart(Drawing drawing)
    {
        IEnumerable<XElement> texts = drawing.Root.Descendants().Where(Drawing.IsText).Where(text =>
            !text.Ancestors().Any(group => (string?)group.Attribute("class") is "marks" or "bars"));
        foreach (IGrouping<double, XElement> line in texts.GroupBy(text => Drawing.Number(text, "y")))
        {
            (double Left, double Right)[] places = [.. line.Select(Extent).OrderBy(place => place.Left)];
            Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.First.Right <= pair.Second.Left, string.Join(" | ", line)));
        }
    }

    /// <summary>Estimates the extent of a text with the average character width of DejaVu Sans, which is a wide font.</summary>
    private static (double Left, double Right) Extent(XElement text)
    {
        double size = Drawing.Number(text.AncestorsAndSelf().First(element => element.Attribute("font-size") is not null), "font-size");
        double width = text.Attribute("textLength") is not null
            ? Drawing.Number(text, "textLength")
            : Drawing.TextOf(text).Length * size * 0.58;
        double x = Drawing.Number(text, "x");
        return text.AncestorsAndSelf().Attributes("text-anchor").Any(anchor => anchor.Value == "middle")
            ? (x - (width / 2), x + (width / 2))
            : (x, x + width);
    }
}
