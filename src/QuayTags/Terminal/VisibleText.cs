using System.Globalization;
using Quay.Client;
using Spectre.Console;

namespace QuayTags;

/// <summary>Converts text of unknown origin to one line that is safe to show in a terminal or a picture.</summary>
internal static class VisibleText
{
    private const string Ellipsis = "…";

    public static string Of(string? text) => SafeText.OneLine(text, int.MaxValue);

    /// <summary>Gets the width of a visible text in terminal cells.</summary>
    public static int Width(string visible) => visible.GetCellWidth();

    /// <summary>Converts the text, and truncates it to a width with an ellipsis. It never splits a character.</summary>
    public static string Truncate(string? text, int width)
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
}
