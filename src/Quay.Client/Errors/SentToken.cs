using System.Net.Http.Headers;

namespace Quay.Client;

/// <summary>The token that a request was sent with, to keep it out of messages.</summary>
internal static class SentToken
{
    private const string Scheme = "Bearer ";

    /// <summary>As it was written, because a parsed header has none where the token holds a comma or a quotation mark; null without one.</summary>
    public static string? Of(HttpRequestMessage? request)
    {
        if (request?.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues values) != true)
        {
            return null;
        }

        string header = values.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : header;
    }
}
