namespace Quay.Client.Testing;

/// <summary>Represents a request as it was received, neither decoded nor normalized.</summary>
public sealed record FakeRequest
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the sequence number of the request, from 1; 0 if no fake has received it.</summary>
    public int Number { get; init; }

    /// <summary>Gets the method in upper case, such as <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the requested scheme, host and port, such as <c>http://127.0.0.1:5000/</c>.</summary>
    /// <remarks>If the request has a <c>Host</c> header, addresses in the response use that header instead.</remarks>
    public required Uri Origin { get; init; }

    /// <summary>Gets whether the request was sent to an origin other than the fake's. Such a request does not reach Quay.</summary>
    public bool IsToOtherOrigin { get; init; }

    /// <summary>Gets the path and the query exactly as sent, such as <c>/api/v1/repository/ns/a%2Fb/tag/?limit=100</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the HTTP version. The default is 1.1.</summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>Gets the headers. Names are case-insensitive. The values of a repeated header are joined with <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>Gets the body; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// Gets the path of <see cref="Target"/> as sent, without the query and the fragment. If the target is an absolute address, its scheme
    /// and host are omitted too.
    /// </summary>
    public string RawPath => OriginForm.Split('?', 2)[0];

    /// <summary>Gets the query of <see cref="Target"/> as sent, without the question mark; empty if there is none.</summary>
    public string RawQuery => OriginForm.Split('?', 2) is [_, var query] ? query : "";

    /// <summary>Returns the value of a header; null if it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    // gunicorn and nginx use only path and query of a target such as http://host/path?query#fragment.
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
    /// Returns the method and the target, such as <c>GET /api/v1/repository/ns/name</c>. If the request was sent to another origin, the
    /// target includes that origin.
    /// </summary>
    public override string ToString() =>
        IsToOtherOrigin ? $"{Method} {Origin.GetLeftPart(UriPartial.Authority)}{Target}" : $"{Method} {Target}";
}
