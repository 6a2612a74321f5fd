namespace Quay.Client;

/// <summary>Prepares external text for a message.</summary>
internal static class MessageText
{
    /// <returns>The text on one line, or null for HTML, which helps nobody there.</returns>
    public static string? From(string text, string? token = null) => IsHtml(text) ? null : SafeText.OneLine(text, token);

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
