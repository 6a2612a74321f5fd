using System.Globalization;

namespace QuayTags;

/// <summary>Shortens names in the middle, so that names with a long common start stay different.</summary>
internal static class MiddleEllipsis
{
    private const string Ellipsis = "…";

    /// <param name="text">A visible text.</param>
    /// <param name="width">The maximum width in terminal cells.</param>
    public static string Shorten(string text, int width)
    {
        if (VisibleText.Width(text) <= width)
        {
            return text;
        }

        int left = width - VisibleText.Width(Ellipsis);
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int end = starts.Length;
        int atEnd = 0;
        while (end > 0 && atEnd + WidthOf(end - 1) <= left / 2)
        {
            atEnd += WidthOf(--end);
        }

        int begin = 0;
        while (begin < end && WidthOf(begin) <= left - atEnd)
        {
            left -= WidthOf(begin++);
        }

        return text[..Start(begin)] + Ellipsis + text[Start(end)..];

        int Start(int element) => element < starts.Length ? starts[element] : text.Length;

        int WidthOf(int element) => VisibleText.Width(text[Start(element)..Start(element + 1)]);
    }
}
