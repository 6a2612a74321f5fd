using System.Globalization;
using Quay.Client;
using Spectre.Console;

namespace QuayTags;

/// <summary>Text that anybody may have written, as one line that a terminal or a picture shows as it is.</summary>
internal static class VisibleText
{
    private const string Ellipsis = "…";

    public static string Of(string? text) => SafeText.OneLine(text, int.MaxValue);

    /// <summary>Gets how many cells of a terminal a visible text takes.</summary>
    public static int Width(string visible) => visible.GetCellWidth();

    /// <summary>The same, shortened to a number of cells, with an ellipsis at its end, and never within a character.</summary>
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
