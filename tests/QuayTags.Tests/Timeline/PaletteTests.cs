using System.Globalization;
using Quay.Client;

namespace QuayTags.Tests.Timeline;

public class PaletteTests
{
    private static readonly TimeRange November = new(TestHistory.Day(1), TestHistory.Day(31));

    [Fact]
    public void Dark_text_is_readable_on_each_colour() =>
        Assert.All(Palette.Colours.Concat(Palette.Greys).Append(Palette.Unknown.Colour), colour =>
            Assert.True(Contrast(colour, Theme.OnBar) >= 6, $"{colour}: {Contrast(colour, Theme.OnBar)}"));

    [Fact]
    public void Coloured_text_is_readable_on_the_background() =>
        Assert.All(
            [Theme.Text, Theme.MutedText, Theme.Now, Theme.Shade],
            colour => Assert.True(Contrast(colour, Theme.Band) >= 4.5, $"{colour}: {Contrast(colour, Theme.Band)}"));

    [Fact]
    public void Any_two_colours_can_be_distinguished()
    {
        string[] all = [.. Palette.Colours, .. Palette.Greys, Theme.Background];

        Assert.All(
            from i in Enumerable.Range(0, all.Length) from j in Enumerable.Range(0, i) select (all[i], all[j]),
            pair => Assert.True(Distance(pair.Item1, pair.Item2) >= 0.05, $"{pair}: {Distance(pair.Item1, pair.Item2)}"));
    }

    [Fact]
    public void Few_digests_have_one_colour_each_in_the_order_of_their_first_entries()
    {
        var palette = Of(new TestHistory().Entry("t", "b", 3).Entry("a", "a", 5).Entry("b", "c", 3));

        Assert.Equal([TestHistory.Digest("c"), TestHistory.Digest("b"), TestHistory.Digest("a")], palette.Coloured);
        Assert.Equal(Palette.Colours.Take(3), palette.Coloured.Select(digest => palette.Find(digest).Colour));
        Assert.False(palette.HasGreys);
    }

    [Fact]
    public void Of_many_digests_only_those_with_several_entries_have_colours()
    {
        TestHistory history = Enumerable.Range(0, 20)
            .Aggregate(new TestHistory(), (history, i) => history.Entry("nightly", $"{i}", 1 + i, 2 + i));
        history.Entry("and-so", "5", 4).Entry("often", "7", 4).Entry("too", "7", 4);

        var palette = Of(history);

        Assert.Equal([TestHistory.Digest("7"), TestHistory.Digest("5")], palette.Coloured);
        Assert.Equal([new Fill(Palette.Colours[0]), new Fill(Palette.Colours[1])], palette.Coloured.Select(palette.Find));
        Assert.True(palette.HasGreys);
        Assert.All(
            Enumerable.Range(0, 20).Except([5, 7]), i => Assert.Contains(palette.Find(TestHistory.Digest($"{i}")).Colour, Palette.Greys));
    }

    [Fact]
    public void Digests_of_the_same_colour_have_different_stripes()
    {
        TestHistory history = Enumerable.Range(0, 40)
            .Aggregate(new TestHistory(), (history, i) => history.Entry($"a{i}", $"{i}", 2).Entry($"b{i}", $"{i}", 2));

        var palette = Of(history);

        Assert.Equal(40, palette.Coloured.Select(palette.Find).Distinct().Count());
    }

    [Fact]
    public void Neighbouring_digests_never_have_the_same_fill()
    {
        var history = new TestHistory();
        for (int i = 0; i < 100; i++)
        {
            // Every third digest belongs to the slow tag, and there are three greys.
            double start = 1 + (i * 0.1);
            history
                .Entry("slow", $"slow {i}", start, start + 0.1)
                .Entry("swift", $"swift {i}", start, start + 0.05)
                .Entry("swift", $"swifter {i}", start + 0.05, start + 0.1);
        }

        IReadOnlyList<Lane> drawn = LaneBuilder.Build(history.Events, November, ToolRun.Now);
        var palette = Palette.Of(drawn);

        Assert.All(
            from lane in drawn
            let digests = lane.Bars.Select(bar => bar.Entry.ManifestDigest)
            from pair in digests.Zip(digests.Skip(1))
            where pair.First != pair.Second
            select pair,
            pair => Assert.NotEqual(palette.Find(pair.First), palette.Find(pair.Second)));
    }

    [Fact]
    public void Entry_without_a_digest_has_none_of_the_colours()
    {
        var palette = Of(new TestHistory().Add(new TagHistoryEntry { Name = "t", Start = TestHistory.Day(3) }));

        Assert.Empty(palette.Coloured);
        Assert.DoesNotContain(palette.Find(null).Colour, Palette.Colours.Concat(Palette.Greys));
    }

    private static Palette Of(TestHistory history) => Palette.Of(LaneBuilder.Build(history.Events, November, ToolRun.Now));

    /// <summary>Computes the contrast of WCAG 2.</summary>
    internal static double Contrast(string one, string other)
    {
        double[] light =
        [
            .. new[] { one, other }
                .Select(colour => Linear(colour) is [var r, var g, var b] ? (0.2126 * r) + (0.7152 * g) + (0.0722 * b) : 0),
        ];
        return (light.Max() + 0.05) / (light.Min() + 0.05);
    }

    /// <summary>Computes the distance in OKLab. The distance between black and white is 1.</summary>
    private static double Distance(string one, string other) => Math.Sqrt(Lab(one).Zip(Lab(other), (a, b) => (a - b) * (a - b)).Sum());

    private static double[] Lab(string colour)
    {
        double[] rgb = Linear(colour);
        double l = Math.Cbrt((0.4122214708 * rgb[0]) + (0.5363325363 * rgb[1]) + (0.0514459929 * rgb[2]));
        double m = Math.Cbrt((0.2119034982 * rgb[0]) + (0.6806995451 * rgb[1]) + (0.1073969566 * rgb[2]));
        double s = Math.Cbrt((0.0883024619 * rgb[0]) + (0.2817188376 * rgb[1]) + (0.6299787005 * rgb[2]));
        return
        [
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s),
        ];
    }

    private static double[] Linear(string colour) =>
    [
        .. Enumerable.Range(0, 3)
            .Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)),
    ];
}
