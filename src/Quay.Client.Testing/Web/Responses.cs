using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Responses in the shapes in which Quay sends them, with the headers in its order.</summary>
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

    // Its value follows from the body: what counts is the place.
    private static readonly (string Name, string Value) Length = (FakeResponse.LengthHeader, "0");

    /// <summary>What an endpoint returns: Python's JSON and a line feed.</summary>
    public static FakeResponse Json(JsonNode? body, int status = 200, params IReadOnlyList<(string Name, string Value)> headers) =>
        Of(status, [.. PythonJson.Serialize(body), (byte)'\n'], [("Content-Type", "application/json"), Length, .. headers, .. Cors, Vary]);

    /// <summary>204, which has the type of a body and none.</summary>
    public static FakeResponse NoContent() => Of(204, [], [("Content-Type", "application/json"), .. Cors, Vary]);

    /// <summary>What Quay's error handlers outside of the API return: JSON without a space.</summary>
    public static FakeResponse CompactJson(int status, JsonObject body) =>
        Of(status, Encoding.UTF8.GetBytes(body.ToJsonString(Relaxed) + "\n"), [("Content-Type", "application/json"), Length, Vary]);

    /// <summary>The refusal of a guard in front of the API: JSON that says to be HTML.</summary>
    public static FakeResponse GuardError(int status, string error) =>
        Of(
            status,
            PythonJson.Serialize(new JsonObject { ["error"] = error }),
            [.. Cors, ("Vary", "Origin, Cookie"), ("Content-Type", Html), Length]);

    /// <summary>A redirect. The header has the location with whatever is not ASCII escaped, the page has it as it is.</summary>
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

    /// <summary>
    /// An address as Quay's web framework puts it into a header: one in ASCII stays as it is, and any other is escaped all through.
    /// </summary>
    private static string Escaped(string address) => Ascii.IsValid(address)
        ? address
        : string.Concat(address.EnumerateRunes().Select(rune =>
            rune.IsAscii && (Rune.IsLetterOrDigit(rune) || UnescapedMarks.Contains((char)rune.Value, StringComparison.Ordinal))
                ? rune.ToString()
                : Uri.EscapeDataString(rune.ToString())));

    /// <summary>The page of the web interface, which every path gets that is no route, with a cookie for its forms.</summary>
    public static FakeResponse WebPage404(string path, string cookie) => Of(404, WebInterface.PageFor(path),
    [
        ("Content-Type", Html),
        Length,
        ("X-FRAME-OPTIONS", "DENY"),
        ("Cache-Control", "no-cache, no-store, must-revalidate"),
        Vary,
        ("Set-Cookie", cookie),
    ]);

    /// <summary>405 of what is not the API's: HTML, which other origins may not read.</summary>
    public static FakeResponse WebPage405(string allowed) => Of(
        405,
        Page("405 Method Not Allowed", "Method Not Allowed", "<p>The method is not allowed for the requested URL.</p>"),
        [("Content-Type", Html), ("Allow", allowed), Length, Vary]);

    public static FakeResponse MethodNotAllowed(string allowed) =>
        Json(new JsonObject { ["message"] = "The method is not allowed for the requested URL." }, 405, ("Allow", allowed));

    public static FakeResponse Options(string allowed) => Of(200, [], [("Content-Type", Html), ("Allow", allowed), .. Cors, Vary, Length]);

    /// <summary>What comes when the application crashes.</summary>
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
