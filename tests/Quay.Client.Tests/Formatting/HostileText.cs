using System.Text;

namespace Quay.Client.Tests.Formatting;

/// <summary>
/// Provides a text with the client's token, a forged log line, terminal colors, a bidirectional override and zero-width characters.
/// </summary>
internal static class HostileText
{
    public const string Token = "e5cApEdT0kenOfFortyCharacters0123456789ab";

    public const string Text =
        $"{Token}\r\n\e[31mINFO all is well\e]0;title\a\u202e\u2066\u200b\u200d\ufeff\u2028\u2029\u0085\u009b31m\U000E0041\u3164\ud800";

    /// <summary>Finds the first hostile part in a text; null if there is none.</summary>
    public static string? FindIn(string text) =>
        text.Contains(Token, StringComparison.Ordinal) ? "the token"
        : text.EnumerateRunes().Where(IsHostile).Select(rune => $"U+{rune.Value:X4}").FirstOrDefault()
            ?? (text.Where((c, at) => char.IsSurrogate(c) && !IsPaired(text, at)).Any() ? "half a surrogate pair" : null);

    // Uses Unicode ranges, independently of the package's rule.
    private static bool IsHostile(Rune rune) => rune.Value
        is < 0x20 or (>= 0x7F and <= 0x9F) or 0xAD or 0x61C or 0x180E or (>= 0x200B and <= 0x200F)
            or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F)
        or 0xFEFF or 0x3164 or (>= 0xE0000 and <= 0xE007F);

    private static bool IsPaired(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);
}
