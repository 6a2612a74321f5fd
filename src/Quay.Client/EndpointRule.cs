namespace Quay.Client;

/// <summary>
/// Validates that an endpoint is unambiguous and does not expose the token. It reads the original text, because <see cref="Uri"/> resolves
/// dot segments and backslashes.
/// </summary>
internal static class EndpointRule
{
    private const string Api = "api";

    // Describes what is wrong with the endpoint of the options. The texts never contain a user, a query or a fragment.
    public static IEnumerable<string> FaultsOf(QuayClientOptions options)
    {
        if (FaultOf(options.Endpoint) is { } fault)
        {
            yield return fault;
        }

        bool isInsecure = options.Endpoint is { IsAbsoluteUri: true, IsLoopback: false, Scheme: "http" };
        if (options.HasToken && isInsecure && !options.AllowInsecureHttp)
        {
            yield return $"is http, so others can read the token. Use https, or set {nameof(options.AllowInsecureHttp)}.";
        }
    }

    private static string? FaultOf(Uri? endpoint)
    {
        if (endpoint is null)
        {
            return "is required. Set it to the root address of the Quay server, such as https://quay.io.";
        }

        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            return $"must be an absolute https or http address, such as https://{HostOf(endpoint) ?? "quay.io"}.";
        }

        return RuleOf(endpoint) is { } rule ? $"{rule}: write {Suggestion(endpoint)}." : null;
    }

    // Finds the host in "quay.io", "localhost:8080" or "docker://quay.io/acme/app". Returns null if there is none.
    private static string? HostOf(Uri endpoint)
    {
        string text = endpoint.OriginalString.Trim();
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        string host = (scheme < 0 ? text : text[(scheme + 3)..]).Split('/')[0];
        bool isHost = host.Contains('.', StringComparison.Ordinal) || host.StartsWith("localhost", StringComparison.Ordinal);
        return isHost
            && Uri.TryCreate("https://" + host, UriKind.Absolute, out Uri? root)
            && root is { UserInfo: "", PathAndQuery: "/", Fragment: "" } ? root.Authority : null;
    }

    private static string? RuleOf(Uri endpoint)
    {
        string written = endpoint.OriginalString.Trim();
        int authority = written.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        int path = written.AsSpan(authority).IndexOf('/');
        ReadOnlySpan<char> host = path < 0 ? written.AsSpan(authority) : written.AsSpan(authority, path);
        if (written.AsSpan().IndexOfAny('?', '#') >= 0 || host.Contains('@'))
        {
            return "must have no user, query or fragment (a token belongs in Token)";
        }

        if (authority < "://".Length || written.Contains('\\', StringComparison.Ordinal)
            || !IsPlain(path < 0 ? "" : written[(authority + path)..]) || !IsPlain(endpoint.AbsolutePath))
        {
            return "must have a path without empty segments (\"//\"), \".\", \"..\", backslashes, and encoded slashes, dots, percent signs "
                + "or control characters";
        }

        string[] segments = Segments(endpoint);
        return segments is [.., var last] && IsApi(last) || endpoint.AbsolutePath.Contains("/api/v1", StringComparison.OrdinalIgnoreCase)
            ? "must be the root address of the Quay server, without /api/v1"
            : null;
    }

    private static bool IsPlain(string path)
    {
        string inner = path.StartsWith('/') ? path[1..] : path;
        inner = inner.EndsWith('/') ? inner[..^1] : inner;
        return inner.Length == 0 ? path is "" or "/" : Array.TrueForAll(inner.Split('/'), IsPlainSegment);
    }

    private static bool IsPlainSegment(string segment)
    {
        for (int at = segment.IndexOf('%', StringComparison.Ordinal); at >= 0; at = segment.IndexOf('%', at + 1))
        {
            if (at + 2 >= segment.Length
                || !byte.TryParse(segment.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
                || value is (byte)'/' or (byte)'\\' or (byte)'.' or (byte)'%' || char.IsControl((char)value) && value < 0x80)
            {
                return false;
            }
        }

        return segment is not ("" or "." or "..") && !segment.Any(char.IsControl);
    }

    private static string[] Segments(Uri endpoint) => endpoint.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsApi(string segment) => segment.Equals(Api, StringComparison.OrdinalIgnoreCase);

    private static string Suggestion(Uri endpoint) => string.Join(
        '/',
        Segments(endpoint)
            .TakeWhile(segment => !IsApi(segment))
            .Where(IsPlainSegment)
            .Prepend(endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)));
}
