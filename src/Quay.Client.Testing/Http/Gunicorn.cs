using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Quay.Client.Testing;

/// <summary>Validates requests and completes responses as gunicorn, Quay's own web server, does.</summary>
internal static class Gunicorn
{
    private const int LongestRequestLine = 4094;
    private const int LongestField = 8190;
    private const int MostFields = 100;

    // Reason phrases that differ between Python and .NET.
    private static readonly FrozenDictionary<int, string> Reasons = new Dictionary<int, string>
    {
        [413] = "Request Entity Too Large",
        [414] = "Request URI Too Long",
        [422] = "Unprocessable Entity",
    }.ToFrozenDictionary();

    // A proxy reports TLS with one of these headers and values.
    private static readonly (string Name, string Secure)[] SchemeHeaders =
        [("X-Forwarded-Protocol", "ssl"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Ssl", "on")];

    /// <summary>Adds gunicorn's headers in front of the application's, and writes the reason phrase in upper case.</summary>
    public static FakeResponse Complete(FakeResponse response, FakeRequest request, DateTimeOffset now)
    {
        if (response.IsComplete)
        {
            return response;
        }

        var headers = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Server"] = "gunicorn",
            ["Date"] = now.ToString("R", CultureInfo.InvariantCulture),
            ["Connection"] = ClosesConnection(request) ? "close" : "keep-alive",
        };
        foreach ((string name, string value) in response.Headers)
        {
            headers[name] = value;
        }

        string reason = Reasons.GetValueOrDefault(response.Status) ?? ReasonPhrases.GetReasonPhrase(response.Status);
        return response with
        {
            Headers = headers,
            HttpVersion = request.HttpVersion,
            Reason = reason.Length > 0 ? reason.ToUpperInvariant() : "UNKNOWN",
            IsComplete = true,
        };
    }

    /// <summary>Returns the error of a request that gunicorn rejects; null if it accepts the request.</summary>
    public static FakeResponse? ErrorOf(FakeRequest request) =>
        request.LineLength > LongestRequestLine ? BadRequest($"Request Line is too large ({request.LineLength} > {LongestRequestLine})")
        : request.Headers.Any(header => header.Key.Length + header.Value.Length + ": \r\n".Length > LongestField)
            ? TooLarge("limit request headers fields size")
        : request.Headers.Count > MostFields ? TooLarge("limit request headers fields")
        : ReportedSchemes(request).Distinct().Count() > 1 ? BadRequest("Contradictory scheme headers")
        : null;

    /// <summary>Determines whether a proxy reports that the client used TLS; null if no proxy reports a scheme.</summary>
    public static bool? IsSecure(FakeRequest request) => ReportedSchemes(request).Select(secure => (bool?)secure).FirstOrDefault();

    public static FakeResponse BadRequest(string text) => Error(400, "Bad Request", text);

    /// <summary>Creates an error page, which has neither a <c>Date</c> nor a <c>Server</c> header.</summary>
    public static FakeResponse Error(int status, string reason, string text)
    {
        string page = $"<html>\n  <head>\n    <title>{reason}</title>\n  </head>\n"
            + $"  <body>\n    <h1><p>{reason}</p></h1>\n    {Escaped(text)}\n  </body>\n</html>\n";
        return FakeResponse.Create(status, page, "text/html") with
        {
            Headers = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Connection"] = "close",
                ["Content-Type"] = "text/html",
            },
            Reason = reason,
            IsComplete = true,
        };
    }

    private static FakeResponse TooLarge(string text) => Error(431, "Request Header Fields Too Large", $"Error parsing headers: '{text}'");

    private static IEnumerable<bool> ReportedSchemes(FakeRequest request) =>
        SchemeHeaders.Where(header => request.Header(header.Name) is not null)
            .Select(header => request.Header(header.Name) == header.Secure);

    private static bool ClosesConnection(FakeRequest request) => request.Header("Connection")?.Trim().ToUpperInvariant() switch
    {
        "CLOSE" => true,
        "KEEP-ALIVE" => false,
        _ => request.HttpVersion <= HttpVersion.Version10,
    };

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#x27;", StringComparison.Ordinal);
}
