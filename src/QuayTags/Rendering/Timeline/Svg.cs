using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace QuayTags;

/// <summary>Creates SVG elements. The elements of a group inherit its attributes.</summary>
internal static class Svg
{
    public const double CharacterOfEm = 0.602;

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <param name="name">The name of the element.</param>
    /// <param name="attributes">Names and values; numbers are rounded.</param>
    public static XElement Element(string name, params (string Name, object Value)[] attributes)
    {
        var element = new XElement(Namespace + name);
        return element.With(attributes);
    }

    public static XElement With(this XElement element, params (string Name, object Value)[] attributes)
    {
        foreach ((string name, object value) in attributes)
        {
            element.SetAttributeValue(name, Value(value));
        }

        return element;
    }

    public static XElement Holding(this XElement element, params IEnumerable<XElement?> children)
    {
        element.Add(children.Where(child => child is not null));
        return element;
    }

    /// <summary>Adds a tooltip to the element.</summary>
    public static XElement Titled(this XElement element, params IEnumerable<string> lines)
    {
        element.AddFirst(new XElement(Namespace + "title", string.Join('\n', lines.Select(VisibleText.Of))));
        return element;
    }

    public static XElement Group(params (string Name, object Value)[] attributes) => Element("g", attributes);

    public static XElement Rect(double left, double top, double right, double bottom, string fill) =>
        Element("rect", ("x", left), ("y", top), ("width", right - left), ("height", bottom - top), ("fill", fill));

    public static XElement WithText(this XElement element, string text)
    {
        element.Value = text;
        return element;
    }

    public static XElement Line(double x1, double y1, double x2, double y2, string stroke, double width = 1) =>
        Element("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke", stroke), ("stroke-width", width));

    public static XElement Text(double x, double y, string text)
    {
        XElement element = Element("text", ("x", x), ("y", y));
        element.Value = VisibleText.Of(text);
        return element;
    }

    /// <summary>Creates text whose width does not depend on the viewer's font: <see cref="CharacterOfEm"/> em a character.</summary>
    public static XElement FixedText(double x, double y, string text, double size) =>
        Text(x, y, text).With(("textLength", FixedWidth(text, size)));

    public static double FixedWidth(string text, double size) => VisibleText.Width(VisibleText.Of(text)) * size * CharacterOfEm;

    /// <summary>Returns the text of the file.</summary>
    public static string Write(XElement picture)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(
            text, new XmlWriterSettings { Indent = true, IndentChars = " ", NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            picture.WriteTo(writer);
        }

        return text.Append('\n').ToString();
    }

    private static string Value(object value) => value switch
    {
        // Adding 0 turns -0 into 0.
        double number => (Math.Round(number, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
