using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Quay.Client.Errors;

/// <summary>Takes a token out of a text that came from outside.</summary>
internal static partial class Redaction
{
    private const string Shown = "[token]";

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? token, string? text) =>
        string.IsNullOrEmpty(token) ? text : text?.Replace(token, Shown, StringComparison.Ordinal);

    /// <summary>The same for a text that was cut, perhaps in the middle of the token.</summary>
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

    /// <summary>The same for the logins in addresses: .NET quotes the whole address of a proxy.</summary>
    public static string OfLogins(string text) => text.Contains('@', StringComparison.Ordinal) ? Login().Replace(text, "://") : text;

    [GeneratedRegex(@"://[^\s/?#']*@", RegexOptions.CultureInvariant)]
    private static partial Regex Login();
}
