using System.Globalization;
using System.Text;
using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>Text that anybody may have written, as one line that a terminal or a picture shows as it is.</summary>
internal static class VisibleText
{
    private const string Ellipsis = "…";

    /// <summary>
    /// Replaces line breaks and tabs by spaces, and whatever else steers a terminal, cannot be seen, or turns the text around by U+FFFD, so that a name with such
    /// a character does not look like the name without it.
    /// </summary>
    public static string Of(string? text)
    {
        var visible = new StringBuilder();
        foreach (Rune rune in (text ?? "").ReplaceLineEndings(" ").EnumerateRunes())
        {
            visible.Append((Rune.IsWhiteSpace(rune) ? new Rune(' ') : IsVisible(rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return visible.ToString();
    }

    /// <summary>Gets how many cells of a terminal a visible text takes.</summary>
    public static int Width(string visible) => visible.GetCellWidth();

    /// <summary>The same, shortened to a number of cells, with an ellipsis at its end, and never within a character.</summary>
    public static string Within(string? text, int width)
    {
        string visible = Of(text);
        if (Width(visible) <= width)
        {
            return visible;
        }

        int end = 0;
        int left = width - Width(Ellipsis);
        while (StringInfo.GetNextTextElementLength(visible, end) is > 0 and var length && left >= Width(visible.Substring(end, length)))
        {
            left -= Width(visible.Substring(end, length));
            end += length;
        }

        return visible[..end] + Ellipsis;
    }

    private static bool IsVisible(Rune rune) => rune.Value switch
    {
        // Letters and marks that Unicode makes invisible (Default_Ignorable_Code_Point), blank braille, and what is no character.
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or 0xFFA0 => false,
        (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) => false,
        _ when (rune.Value & 0xFFFE) == 0xFFFE => false,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format),
    };
}
