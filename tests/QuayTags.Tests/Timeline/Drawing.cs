using System.Globalization;
using System.Xml.Linq;
using Quay.Client.History;

namespace QuayTags.Tests.Timeline;

/// <summary>Represents a drawn picture, parsed as SVG.</summary>
internal sealed class Drawing(string svg)
{
    public string Svg { get; } = svg;

    public XElement Root { get; } = XDocument.Parse(svg).Root!;

    public IEnumerable<XElement> Bars => Named("bars").Elements();

    public IEnumerable<XElement> Marks => Named("marks").Elements();

    /// <summary>Gets the names of the lanes, from top to bottom.</summary>
    public string[] Names => [.. Named("names").Descendants().Where(IsText).Select(TextOf)];

    public string[] Texts => [.. Root.Descendants().Where(IsText).Select(TextOf)];

    public string[] LegendTexts => [.. Named("legend").Descendants().Where(IsText).Select(TextOf)];

    public double Width => Number(Root, "width");

    public double Height => Number(Root, "height");

    public static Drawing Of(TestHistory history, TimeRange? range = null, TimeSpan? window = null) =>
        new(TimelinePicture.Draw(SceneOf(history, range, window)));

    /// <summary>Creates the scene of a history.</summary>
    public static Scene SceneOf(TestHistory history, TimeRange? range = null, TimeSpan? window = null)
    {
        TagTimeline timeline = TagTimeline.Of(Shop.Repository, history.Entries, ToolRun.Now, history.TimeMachine);
        TimeRange drawn = range ?? TimeRange.Choose(timeline.Events, ToolRun.Now, TestHistory.Window);
        return Scene.Of(timeline, drawn) with { Window = window ?? TestHistory.Window };
    }

    public static string TitleOf(XElement element) => element.Elements().First(child => child.Name.LocalName == "title").Value;

    /// <summary>Gets the visible text of an element, without its tooltip.</summary>
    public static string TextOf(XElement text) => string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value));

    public static bool IsText(XElement element) => element.Name.LocalName == "text";

    public static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    public XElement Named(string name) => Root.Elements().Single(element => (string?)element.Attribute("class") == name);

    /// <summary>Gets a tag's bar with the digest of an image.</summary>
    public XElement Bar(string tag, string image) =>
        Bars.First(bar => TitleOf(bar).StartsWith($"{tag}\n{TestHistory.Digest(image)}\n", StringComparison.Ordinal));
}
