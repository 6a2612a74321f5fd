using System.Text;
using System.Text.RegularExpressions;

namespace Quay.Client;

/// <summary>Makes text from a server safe to print or log. Every message and <c>ToString</c> of the package uses it.</summary>
public static partial class SafeText
{
    private const int DefaultMaxLength = 1024;

    // These are invisible although Unicode classifies them as letters, marks or symbols.
    private static readonly int[] OtherInvisible = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0];

    /// <summary>
    /// Converts a text to one line that cannot control a terminal or forge a log line. Runs of white space become one space. Invisible
    /// characters are removed, such as control characters and marks that change the direction of text. The last 32 tokens that clients of
    /// this process sent are replaced by <c>[token]</c>, if they have at least 8 characters. A text that is too long ends in <c>…</c>.
    /// </summary>
    /// <param name="text">The text. For null, the result is empty.</param>
    /// <param name="maxLength">The maximum length in UTF-16 characters, at least 1. A surrogate pair is never split.</param>
    public static string OneLine(string? text, int maxLength = DefaultMaxLength) => OneLine(text, token: null, maxLength);

    internal static string OneLine(string? text, string? token, int maxLength = DefaultMaxLength)
    {
        OutOfRange.ThrowIfNotBetween(maxLength, 1, int.MaxValue, nameof(maxLength));
        return string.IsNullOrEmpty(text) ? "" : Shorten(Redaction.Of(token, Visible(text)), maxLength);
    }

    /// <summary>Converts a text to one line. Returns null for HTML, which explains nothing in a message.</summary>
    internal static string? OneLineUnlessHtml(string text, string? token) => HtmlTag().IsMatch(text) ? null : OneLine(text, token);

    /// <summary>Determines whether a character is invisible: it controls, hides or reorders text.</summary>
    internal static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || IsNoncharacter(rune)
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0x180B and <= 0x180F) or (>= 0xE0000 and <= 0xE0FFF)
        || Array.BinarySearch(OtherInvisible, rune.Value) >= 0;

    [GeneratedRegex("<[!/a-zA-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex HtmlTag();

    // Unicode never assigns them, and XML (therefore SVG) does not allow U+FFFE and U+FFFF.
    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>Truncates a text, but never within a surrogate pair.</summary>
    internal static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    // An unpaired surrogate is enumerated as U+FFFD, which every terminal shows.
    private static string Visible(string text)
    {
        var line = new StringBuilder(text.Length);
        bool isSpace = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isSpace = true;
            }
            else if (!IsInvisible(rune))
            {
                line.Append(isSpace && line.Length > 0 ? " " : "").Append(rune.ToString());
                isSpace = false;
            }
        }

        return line.ToString();
    }
}
