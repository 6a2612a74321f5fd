using System.Net.Http.Headers;
using System.Text;

namespace Quay.Client;

internal static class Charset
{
    private const string Utf8 = "utf-8";

    // Determines whether a body is UTF-8, the default for JSON. An unknown charset is not UTF-8.
    public static bool IsUtf8(HttpContentHeaders headers)
    {
        // Most responses have no charset, and the parsed header would be allocated for each page.
        if (!headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values)
            || !values.ToString().Contains("charset", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return NameOf(headers) is not { } name || name.Equals(Utf8, StringComparison.OrdinalIgnoreCase);
    }

    // Converts a body to UTF-8. A body with an unknown charset is unchanged.
    public static byte[] ToUtf8(ReadOnlySpan<byte> body, HttpContentHeaders headers)
    {
        if (IsUtf8(headers))
        {
            return body.ToArray();
        }

        try
        {
            return Encoding.UTF8.GetBytes(Encoding.GetEncoding(NameOf(headers)!).GetString(body));
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return body.ToArray();
        }
    }

    private static string? NameOf(HttpContentHeaders headers) => headers.ContentType?.CharSet is not { } name ? null
        : name is ['"', .., '"'] ? name[1..^1]
        : name;
}
