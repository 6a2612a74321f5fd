using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QuayTags.Tests.Timeline;

public partial class DarkThemeTests
{
    private static readonly string[] Texts = [".text", ".names", ".legend", ".muted", ".axis", ".note", ".now"];
    private static readonly string[] Backgrounds = [".background", ".band", ".incomplete"];

    private static readonly Dictionary<string, string> Dark = Rule().Matches(Theme.Dark)
        .SelectMany(rule => rule.Groups["classes"].Value.Split(", ").Select(name => (name, Colour: rule.Groups["colour"].Value)))
        .ToDictionary(rule => rule.name, rule => rule.Colour);

    [Fact]
    public void Text_is_readable_on_dark_backgrounds() => Assert.All(
        from text in Texts
        from background in Backgrounds
        select (text, background),
        pair => Assert.True(
            PaletteTests.Contrast(Dark[pair.text], Dark[pair.background]) >= 4.5,
            $"{pair}: {PaletteTests.Contrast(Dark[pair.text], Dark[pair.background])}"));

    [Fact]
    public void Bars_stand_out_from_dark_backgrounds() => Assert.All(
        Palette.Colours.Concat(Palette.Greys),
        colour => Assert.True(PaletteTests.Contrast(colour, Dark[".band"]) >= 3, colour));

    [Fact]
    public void Each_class_of_the_dark_theme_is_in_the_picture()
    {
        var drawing = Drawing.Of(Shop.Small(), new TimeRange(TestHistory.Day(5), TestHistory.Day(27)));

        string[] classes = [.. drawing.Root.Descendants().Attributes("class").Select(name => $".{name.Value}")];

        Assert.Subset(classes.ToHashSet(), Dark.Keys.Select(name => name.Split(' ')[0]).ToHashSet());
    }

    [Fact]
    public void Colours_that_the_dark_theme_does_not_replace_are_those_of_bars_and_marks()
    {
        var drawing = Drawing.Of(Shop.Small(), new TimeRange(TestHistory.Day(5), TestHistory.Day(27)));

        string[] replaced =
            [Theme.Background, Theme.Text, Theme.MutedText, Theme.Grid, Theme.Band, Theme.Incomplete, Theme.Shade, Theme.Now];
        IEnumerable<XElement> outside = drawing.Root.Descendants()
            .Where(element => !element.AncestorsAndSelf().Any(each => (string?)each.Attribute("class") is "bars" or "marks" or "legend"));
        Assert.All(
            outside.Where(element => element.Attributes().Any(
                attribute => attribute.Name.LocalName is "fill" or "stroke" && replaced.Contains(attribute.Value))),
            element => Assert.True(
                element.AncestorsAndSelf().Any(each => Dark.Keys.Any(name => name.Split(' ')[0] == $".{(string?)each.Attribute("class")}")),
                $"{element}"));
    }

    [GeneratedRegex("^(?<classes>[.a-z, ]+) { (fill|stroke): (?<colour>#[0-9a-f]{6}) }$", RegexOptions.Multiline)]
    private static partial Regex Rule();
}
