using System.Diagnostics.CodeAnalysis;

namespace Quay.Client.Errors;

/// <summary>Takes a token out of a text that came from outside.</summary>
internal static class Redaction
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? token, string? text) =>
        string.IsNullOrEmpty(token) ? text : text?.Replace(token, "[token]", StringComparison.Ordinal);
}
