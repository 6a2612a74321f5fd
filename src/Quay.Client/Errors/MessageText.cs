using System.Globalization;

namespace Quay.Client.Errors;

/// <summary>Makes a text from outside fit for a message: one line, of bounded length, with nothing that steers a terminal or forges a line of a log.</summary>
internal static class MessageText
{
    private const int MaxLength = 1024;

    /// <returns>The text on one line, or null for HTML, which helps nobody there.</returns>
    public static string? From(string text) => IsHtml(text) ? null : OneLine(text);

    public static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = string.Concat(line.Where(c => !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format));
        if (line.Length <= MaxLength)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(line.AsSpan(0, end), "…");
    }

    private static bool IsHtml(string text)
    {
        int at = text.IndexOf('<', StringComparison.Ordinal);
        while (at >= 0 && at + 1 < text.Length)
        {
            if (text[at + 1] is '!' or '/' || char.IsAsciiLetter(text[at + 1]))
            {
                return true;
            }

            at = text.IndexOf('<', at + 1);
        }

        return false;
    }
}
