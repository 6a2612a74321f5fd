using System.Globalization;
using System.Text;
using System.Xml;

namespace QuayTags.Rendering.Timeline;

/// <summary>Text that anybody may have written, as a picture can show it.</summary>
internal static class ShownText
{
    /// <summary>Without what XML forbids, and what is not seen or turns the text around.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isShown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
                && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value));
            shown.Append((isShown ? rune : Rune.ReplacementChar).ToString());
        }

        return shown.ToString();
    }

    /// <summary>Its beginning and an ellipsis, when it is longer than a number of characters.</summary>
    public static string Within(string text, int length)
    {
        Rune[] runes = [.. Of(text).EnumerateRunes()];
        return runes.Length <= length ? string.Concat(runes) : $"{string.Concat(runes.Take(length - 1))}…";
    }
}
