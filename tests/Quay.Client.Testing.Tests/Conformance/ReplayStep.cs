using System.Globalization;
using System.Text;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Represents a request of a replay.</summary>
/// <param name="Name">The name of the recorded file.</param>
/// <param name="Second">The time of the response; null if the response has none because it is gunicorn's own.</param>
/// <param name="Request">The request.</param>
/// <param name="Recorded">The recorded exchange; null if only the consequences of the request were recorded.</param>
/// <param name="CreatedId">The identifier or token in a response that was not recorded, if later exchanges use it.</param>
internal sealed record ReplayStep(
    string Name, DateTimeOffset? Second, FakeRequest Request, RecordedExchange? Recorded, string? CreatedId = null)
{
    // The transport determines the server. Its name is in the Host header.
    private static readonly Uri Nowhere = new("http://nowhere.example/");

    /// <summary>Bodies that are too large for a file of the recording.</summary>
    private static readonly Dictionary<string, byte[]> NotWrittenDown = new()
    {
        ["nginx-body-too-large"] = Encoding.ASCII.GetBytes($$"""{"description": "{{new string('x', 1_100_000)}}"}"""),
    };

    public bool IsRead => Request.Method is "GET" or "HEAD" or "OPTIONS";

    public bool IsDone => Recorded is null or { Status: < 300 };

    public static ReplayStep Of(RecordedExchange exchange) => new(
        exchange.Name,
        exchange.Headers.TryGetValue("Date", out string? date) ? DateTimeOffset.ParseExact(date, "R", CultureInfo.InvariantCulture) : null,
        new FakeRequest
        {
            Method = exchange.Method,
            Origin = Nowhere,
            Target = exchange.Target,
            HttpVersion = exchange.RequestVersion,
            Headers = exchange.RequestHeaders,
            Body = NotWrittenDown.GetValueOrDefault(exchange.Name) ?? exchange.RequestBody,
        },
        exchange);

    /// <summary>Creates a request that was not recorded.</summary>
    public static ReplayStep Of(string name, DateTimeOffset? second, string request, string token, string body, string? createdId) => new(
        name,
        second,
        new FakeRequest
        {
            Method = request.Split(' ')[0],
            Origin = Nowhere,
            Target = request.Split(' ')[1],
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Host"] = "127.0.0.1:18080",
                ["Authorization"] = $"Bearer {token}",
                ["Content-Type"] = "application/json",
                ["Content-Length"] = $"{Encoding.UTF8.GetByteCount(body)}",
            },
            Body = Encoding.UTF8.GetBytes(body),
        },
        null,
        createdId);

    public bool IsRepetitionOf(ReplayStep other) =>
        Request.ToString() == other.Request.ToString()
        && Request.Header("Authorization") == other.Request.Header("Authorization")
        && Request.Body.Span.SequenceEqual(other.Request.Body.Span);
}
