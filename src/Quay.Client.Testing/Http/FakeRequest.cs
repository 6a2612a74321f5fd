namespace Quay.Client.Testing;

/// <summary>A request as it came: nothing decoded, nothing normalized.</summary>
public sealed record FakeRequest
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Its place among the requests that a <c>FakeQuay</c> got, from 1; 0 before it got there.</summary>
    public int Number { get; init; }

    /// <summary>The method, in capitals: <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary>
    /// Gets the requested scheme, host and port, such as <c>http://127.0.0.1:5000/</c>.
    /// For the addresses in responses, a <c>Host</c> header takes precedence.
    /// </summary>
    public required Uri Origin { get; init; }

    /// <summary>Whether <see cref="Origin"/> is another than the fake's own, so that a foreign web server is asked, and not Quay.</summary>
    public bool IsToOtherOrigin { get; init; }

    /// <summary>Path and query exactly as sent: <c>/api/v1/repository/ns/a%2Fb/tag/?limit=100</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the HTTP version. The default is 1.1.</summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>The headers, their names in any case; a header that came more than once has its values joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The body; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// The path in <see cref="Target"/>, as sent: without the query, without a fragment,
    /// and without the host that a client names to a proxy.
    /// </summary>
    public string RawPath => OriginForm.Split('?', 2)[0];

    /// <summary>The query in <see cref="Target"/>, as sent, without the question mark; empty when there is none.</summary>
    public string RawQuery => OriginForm.Split('?', 2) is [_, var query] ? query : "";

    /// <summary>The value of a header, or null when it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    // As gunicorn and nginx read a target: of http://host/path?query#fragment they use path and query.
    private string OriginForm
    {
        get
        {
            string target = Target.Split('#', 2)[0];
            if (!target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                && !target.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                return target;
            }

            string afterScheme = target[(target.IndexOf("//", StringComparison.Ordinal) + 2)..];
            int end = afterScheme.AsSpan().IndexOfAny('/', '?');
            return end < 0 ? "/" : afterScheme[end] == '/' ? afterScheme[end..] : "/" + afterScheme[end..];
        }
    }

    /// <summary>Gets the length of the request line in bytes.</summary>
    internal int LineLength => $"{Method} {Target} HTTP/1.1".Length;

    /// <summary>
    /// The request line without the protocol: <c>GET /api/v1/repository/ns/name</c>, and with the origin when it is another than the fake's
    /// own. No header, so no token.
    /// </summary>
    public override string ToString() =>
        IsToOtherOrigin ? $"{Method} {Origin.GetLeftPart(UriPartial.Authority)}{Target}" : $"{Method} {Target}";
}
