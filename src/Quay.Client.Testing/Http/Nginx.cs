using System.Globalization;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Provides the error pages of nginx with Quay's configuration, and relays responses as nginx does.</summary>
internal static partial class Nginx
{
    private const int LongestLine = 8190;
    private const int LongestHeaders = 32 * 1024;
    private const int LargestBody = 1024 * 1024;

    public static FakeResponse TooManyRequests { get; } = Page(429, "Too Many Requests");

    /// <summary>Gets nginx's response while Quay starts.</summary>
    public static FakeResponse Loading { get; } = Html(502, "Bad Gateway", """
        <html>
          <head>
            <title>Quay Loading</title>
            <style type="text/css">
              .information {
                 padding: 30px;
                 text-align: center;
              }

              .information h3 {
                 margin-bottom: 20px;
              }
            </style>
          </head>
          <body>
            <div class="information">
              <h3>Quay is currently loading</h3>
              <h4>
                <p>Please wait and refresh the page shortly to try again.</p>
              </h4>
            </div>
          </body>
        </html>

        """.ReplaceLineEndings("\n")).With("ETag", "\"6a88aeee-1be\"");

    public static FakeResponse BadRequest { get; } = Page(400, "Bad Request");

    private static FakeResponse UriTooLarge { get; } = Page(414, "Request-URI Too Large");

    private static FakeResponse HeadersTooLarge { get; } = Html(400, "Bad Request", """
        <html>
        <head><title>400 Request Header Or Cookie Too Large</title></head>
        <body>
        <center><h1>400 Bad Request</h1></center>
        <center>Request Header Or Cookie Too Large</center>
        <hr><center>nginx</center>
        </body>
        </html>

        """.ReplaceLineEndings("\r\n"));

    public static FakeResponse BodyTooLarge { get; } = Page(413, "Request Entity Too Large");

    /// <summary>Creates one of nginx's own error pages.</summary>
    public static FakeResponse Page(int status, string reason) => Html(status, reason, $"""
        <html>
        <head><title>{status} {reason}</title></head>
        <body>
        <center><h1>{status} {reason}</h1></center>
        <hr><center>nginx</center>
        </body>
        </html>

        """.ReplaceLineEndings("\r\n"));

    /// <summary>Returns the error of a request that is too large for nginx; null if it is not.</summary>
    public static FakeResponse? ErrorOf(FakeRequest request) =>
        request.LineLength > LongestLine ? UriTooLarge
        : request.Headers.Any(header => LengthOf(header) > LongestLine) || request.Headers.Sum(LengthOf) > LongestHeaders ? HeadersTooLarge
        : request.Body.Length > LargestBody ? BodyTooLarge
        : null;

    /// <summary>Determines whether nginx can parse a path. gunicorn accepts any path.</summary>
    public static bool CanRead(string rawPath) => !Unreadable().IsMatch(rawPath);

    /// <summary>Relays a response of gunicorn.</summary>
    public static FakeResponse Relay(FakeResponse response, DateTimeOffset now)
    {
        FakeResponse relayed = Complete(response.With("Server", "nginx").With("Connection", "close"), now) with { HttpVersion = null };
        return response.Status is 200 or 201 or 204 or 206 or 301 or 302 or 303 or 304 or 307 or 308
            ? relayed.With("X-Frame-Options", "DENY")
            : relayed;
    }

    /// <summary>Adds the headers that every response has, and sorts the headers as nginx does.</summary>
    public static FakeResponse Complete(FakeResponse response, DateTimeOffset now)
    {
        var headers = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Take("Server", null);
        Take("Date", now.ToString("R", CultureInfo.InvariantCulture));
        Take("Content-Type", null);
        Take(FakeResponse.LengthHeader, "0");
        Take("Connection", "close");
        foreach ((string name, string value) in response.Headers)
        {
            headers.TryAdd(name, value);
        }

        return response with { Headers = headers, IsComplete = true };

        void Take(string name, string? standard)
        {
            if (response.Headers.GetValueOrDefault(name, standard!) is { } value)
            {
                headers[name] = value;
            }
        }
    }

    private static FakeResponse Html(int status, string reason, string page) =>
        (FakeResponse.Create(status, page, "text/html") with { Reason = reason }).With("Server", "nginx").With("Connection", "close");

    private static int LengthOf(KeyValuePair<string, string> header) => header.Key.Length + ": ".Length + header.Value.Length;

    // A null byte, a percent sign that starts no escape, or a path that does not start with a slash.
    [GeneratedRegex("%00|%(?![0-9A-Fa-f]{2})|^(?!/|https?://)")]
    private static partial Regex Unreadable();
}
