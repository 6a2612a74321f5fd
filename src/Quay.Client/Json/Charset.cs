using System.Net.Http.Headers;
using System.Text;

namespace Quay.Client.Json;

/// <summary>The encoding of a body, by its Content-Type.</summary>
internal static class Charset
{
    private const string Utf8 = "utf-8";

    /// <summary>Whether a body is UTF-8, as JSON is unless the header says otherwise. A charset that nobody knows is not.</summary>
    public static bool IsUtf8(HttpContentHeaders headers)
    {
        // Nearly every response has none, and asked for as an object the header costs each page a copy.
        if (!headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values)
            || !values.ToString().Contains("charset", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return NameOf(headers) is not { } name || name.Equals(Utf8, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Converts a body to UTF-8. One whose charset is unknown stays as it is.</summary>
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
