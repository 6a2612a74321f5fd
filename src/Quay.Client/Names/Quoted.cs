using System.Globalization;

namespace Quay.Client.Names;

/// <summary>How a refused name is shown in a message: short, and with nothing in it that could forge a line of a log.</summary>
internal static class Quoted
{
    private const int MaxShown = 64;

    public static string Text(string value)
    {
        string shown = string.Concat(value.Take(MaxShown).Select(c => IsInvisible(c) ? Escape(c) : c.ToString()));
        return value.Length > MaxShown ? $"'{shown}…' ({value.Length} characters)" : $"'{shown}'";
    }

    public static string Character(char c) => IsInvisible(c) ? $"the control character {Escape(c)}" : $"'{c}'";

    private static bool IsInvisible(char c) => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static string Escape(char c) => $"\\u{(int)c:x4}";
}
