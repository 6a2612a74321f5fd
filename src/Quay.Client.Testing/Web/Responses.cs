using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Creates responses in Quay's formats, with the headers in Quay's order.</summary>
internal static class Responses
{
    private const string Html = "text/html; charset=utf-8";

    private static readonly (string Name, string Value)[] Cors =
    [
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, POST, PUT"),
        ("Access-Control-Max-Age", "21600"),
        ("Access-Control-Allow-Headers", "AUTHORIZATION, CONTENT-TYPE, X-REQUESTED-WITH"),
    ];

    private static readonly (string Name, string Value) Vary = ("Vary", "Cookie");

    // Only its position matters: the value is computed from the body.
    private static readonly (string Name, string Value) Length = (FakeResponse.LengthHeader, "0");

    /// <summary>Returns the JSON of an endpoint, formatted like Python, and a line feed.</summary>
    public static FakeResponse Json(JsonNode? body, int status = 200, params IReadOnlyList<(string Name, string Value)> headers) =>
        Of(status, [.. PythonJson.Serialize(body), (byte)'\n'], [("Content-Type", "application/json"), Length, .. headers, .. Cors, Vary]);

    /// <summary>Returns 204. It has a <c>Content-Type</c> but no body.</summary>
    public static FakeResponse NoContent() => Of(204, [], [("Content-Type", "application/json"), .. Cors, Vary]);

    /// <summary>Returns the JSON of Quay's error handlers outside the API, which has no spaces.</summary>
    public static FakeResponse CompactJson(int status, JsonObject body) =>
        Of(status, Encoding.UTF8.GetBytes(body.ToJsonString(Relaxed) + "\n"), [("Content-Type", "application/json"), Length, Vary]);

    /// <summary>Returns the error of a check that precedes the API: JSON with the content type of HTML.</summary>
    public static FakeResponse GuardError(int status, string error) =>
        Of(
            status,
            PythonJson.Serialize(new JsonObject { ["error"] = error }),
            [.. Cors, ("Vary", "Origin, Cookie"), ("Content-Type", Html), Length]);

    /// <summary>Returns a redirect. Only its header escapes non-ASCII characters; its page contains the location unchanged.</summary>
    public static FakeResponse Redirect(string location)
    {
        string shown = location
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal)
            .Replace("\"", "&#34;", StringComparison.Ordinal);
        string text =
            $"<p>You should be redirected automatically to the target URL: <a href=\"{shown}\">{shown}</a>. If not, click the link.";
        return Of(
            308, Page("Redirecting...", "Redirecting...", text), [("Content-Type", Html), Length, ("Location", Escaped(location)), Vary]);
    }

    /// <summary>Escapes an address like Quay's web framework: only if it has a non-ASCII character, and then all of it.</summary>
    private static string Escaped(string address) => Ascii.IsValid(address)
        ? address
        : string.Concat(address.EnumerateRunes().Select(rune =>
            rune.IsAscii && (Rune.IsLetterOrDigit(rune) || UnescapedMarks.Contains((char)rune.Value, StringComparison.Ordinal))
                ? rune.ToString()
                : Uri.EscapeDataString(rune.ToString())));

    /// <summary>Returns the page of the web interface for a path that is not a route, with a cookie for its forms.</summary>
    public static FakeResponse WebPage404(string path, string cookie) => Of(404, WebInterface.PageFor(path),
    [
        ("Content-Type", Html),
        Length,
        ("X-FRAME-OPTIONS", "DENY"),
        ("Cache-Control", "no-cache, no-store, must-revalidate"),
        Vary,
        ("Set-Cookie", cookie),
    ]);

    /// <summary>Returns the 405 of paths outside the API: HTML without CORS headers.</summary>
    public static FakeResponse WebPage405(string allowed) => Of(
        405,
        Page("405 Method Not Allowed", "Method Not Allowed", "<p>The method is not allowed for the requested URL.</p>"),
        [("Content-Type", Html), ("Allow", allowed), Length, Vary]);

    public static FakeResponse MethodNotAllowed(string allowed) =>
        Json(new JsonObject { ["message"] = "The method is not allowed for the requested URL." }, 405, ("Allow", allowed));

    public static FakeResponse Options(string allowed) => Of(200, [], [("Content-Type", Html), ("Allow", allowed), .. Cors, Vary, Length]);

    /// <summary>Returns the 500 of an application that crashes.</summary>
    public static FakeResponse Crash() => Gunicorn.Error(500, "Internal Server Error", "");

    private const string UnescapedMarks = "%!$&'()*+,/:;=?@_.-~[]";

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static byte[] Page(string title, string heading, string text) =>
        Encoding.UTF8.GetBytes($"<!doctype html>\n<html lang=en>\n<title>{title}</title>\n<h1>{heading}</h1>\n{text}\n");

    private static FakeResponse Of(int status, byte[] body, IEnumerable<(string Name, string Value)> headers) => new()
    {
        Status = status,
        Body = body,
        Headers = new OrderedDictionary<string, string>(
            headers.Select(header => KeyValuePair.Create(header.Name, header.Value)), StringComparer.OrdinalIgnoreCase),
    };
}
