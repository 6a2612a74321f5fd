using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Quay.Client;

internal static partial class Redaction
{
    private const string Shown = "[token]";

    // A shorter token is redacted only as a whole word. As a part of words, it would garble other text, such as the names of properties.
    private const int MinLengthWithinWords = 8;

    // Redacts the tokens that clients of this process have sent.
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        foreach (string token in KnownTokens.All)
        {
            text = One(token, text);
        }

        return text;
    }

    // Also redacts the token of a request. The host application can send a token that is not in the options.
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? token, string? text) => Of(One(token, text));

    // Redacts tokens in a truncated text, which may end within a token.
    public static string OfCut(string? token, string text)
    {
        text = Of(token, text);
        for (int length = (token?.Length ?? 0) - 1; length > 0; length--)
        {
            if (text.AsSpan().EndsWith(token.AsSpan(0, length)))
            {
                return string.Concat(text.AsSpan(0, text.Length - length), Shown);
            }
        }

        return text;
    }

    // Determines whether a text contains a token.
    public static bool IsNeeded(string? token, string text) => !ReferenceEquals(Of(token, text), text);

    // Removes logins from addresses. .NET's messages quote the whole address of a proxy.
    public static string OfLogins(string text) => text.Contains('@', StringComparison.Ordinal) ? Login().Replace(text, "://") : text;

    [GeneratedRegex(@"://[^\s/?#']*@", RegexOptions.CultureInvariant)]
    private static partial Regex Login();

    // A redirect may carry the token in its query, where '+', '/' and '=' are percent-encoded.
    [return: NotNullIfNotNull(nameof(text))]
    private static string? One(string? token, string? text)
    {
        if (string.IsNullOrEmpty(token) || text is null)
        {
            return text;
        }

        if (token.Length < MinLengthWithinWords)
        {
            return OfWord(token, text);
        }

        text = text.Replace(token, Shown, StringComparison.Ordinal);
        string encoded = Uri.EscapeDataString(token);
        return encoded == token ? text : text.Replace(encoded, Shown, StringComparison.OrdinalIgnoreCase);
    }

    private static string OfWord(string token, string text)
    {
        for (int start = 0; (start = text.IndexOf(token, start, StringComparison.Ordinal)) >= 0;)
        {
            int end = start + token.Length;
            bool isWord = (start == 0 || !IsWordCharacter(text[start - 1])) && (end == text.Length || !IsWordCharacter(text[end]));
            text = isWord ? string.Concat(text.AsSpan(0, start), Shown, text.AsSpan(end)) : text;
            start += isWord ? Shown.Length : 1;
        }

        return text;
    }

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || character == '_';
}
