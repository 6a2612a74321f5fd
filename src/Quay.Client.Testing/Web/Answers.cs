using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing.Http;
using Quay.Client.Testing.Json;

namespace Quay.Client.Testing.Web;

/// <summary>Answers in the shapes in which Quay sends them.</summary>
internal static class Answers
{
    private const string Html = "text/html; charset=utf-8";

    private const string Application = """
        <!DOCTYPE html>
        <html ng-app="quay" class="onprem">
          <head>
            <title ng-bind="title + ' · Quay'">Quay</title>
          </head>
          <body></body>
        </html>

        """;

    /// <summary>What an endpoint returns: Python's JSON and a line feed.</summary>
    public static FakeAnswer Json(JsonNode? body, int status = 200) =>
        WithCors(FakeAnswer.Of(status, (byte[])[.. PythonJson.Serialize(body), (byte)'\n'], "application/json"));

    /// <summary>204, which has the type of a body and none.</summary>
    public static FakeAnswer NoContent() => WithCors(FakeAnswer.Of(204, "", "application/json"));

    /// <summary>What Quay's error handlers outside of the API return: JSON without a space.</summary>
    public static FakeAnswer Compact(int status, JsonObject body) => FakeAnswer.Of(status, body.ToJsonString(Relaxed) + "\n", "application/json");

    /// <summary>The refusal of a guard in front of the API: JSON that says to be HTML.</summary>
    public static FakeAnswer Guard(int status, string error) =>
        WithCors(FakeAnswer.Of(status, PythonJson.Serialize(new JsonObject { ["error"] = error }), Html));

    public static FakeAnswer Redirect(string location)
    {
        string shown = location.Replace("&", "&amp;", StringComparison.Ordinal);
        return FakeAnswer.Of(308, Page("Redirecting...", "Redirecting...", "<p>You should be redirected automatically to the target URL: "
            + $"<a href=\"{shown}\">{shown}</a>. If not, click the link."), Html).With("Location", location);
    }

    /// <summary>The page of the web interface, which every path gets that is no route.</summary>
    public static FakeAnswer WebPage404() =>
        FakeAnswer.Of(404, Application, Html)
            .With("X-FRAME-OPTIONS", "DENY")
            .With("Cache-Control", "no-cache, no-store, must-revalidate");

    public static FakeAnswer WebPage405() =>
        FakeAnswer.Of(405, Page("405 Method Not Allowed", "Method Not Allowed", "<p>The method is not allowed for the requested URL.</p>"), Html)
            .With("Allow", "GET, HEAD, OPTIONS");

    public static FakeAnswer MethodNotAllowed(string allowed) =>
        Json(new JsonObject { ["message"] = "The method is not allowed for the requested URL." }, 405).With("Allow", allowed);

    public static FakeAnswer Options(string allowed) => WithCors(FakeAnswer.Of(200, "", Html)).With("Allow", allowed);

    /// <summary>What the server below Quay says when the application crashed or could not be reached.</summary>
    public static FakeAnswer Gunicorn(int status, string title, string text) => FakeAnswer.Of(
        status,
        $"<html>\n  <head>\n    <title>{title}</title>\n  </head>\n  <body>\n    <h1><p>{title}</p></h1>\n    {text}\n  </body>\n</html>\n",
        "text/html");

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Page(string title, string heading, string text) =>
        $"<!doctype html>\n<html lang=en>\n<title>{title}</title>\n<h1>{heading}</h1>\n{text}\n";

    private static FakeAnswer WithCors(FakeAnswer answer) => answer
        .With("Access-Control-Allow-Origin", "*")
        .With("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, POST, PUT")
        .With("Access-Control-Max-Age", "21600")
        .With("Access-Control-Allow-Headers", "AUTHORIZATION, CONTENT-TYPE, X-REQUESTED-WITH");
}
