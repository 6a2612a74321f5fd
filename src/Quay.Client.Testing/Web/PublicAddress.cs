namespace Quay.Client.Testing;

/// <summary>Determines the address of the server as the client knows it, for redirects and links.</summary>
internal static class PublicAddress
{
    /// <summary>Returns the scheme and host for a redirect.</summary>
    public static string ForRedirect(FakeRequest request) => SchemeOf(request) is var scheme ? $"{scheme}://{HostOf(request, scheme)}" : "";

    /// <summary>Returns the scheme and host for a link in a body. The scheme is always http or https.</summary>
    public static string ForLink(FakeRequest request) =>
        SchemeOf(request) is var scheme ? $"{(scheme is "https" or "wss" ? "https" : "http")}://{HostOf(request, scheme)}" : "";

    /// <summary>Returns the scheme that the last proxy reports; without a report, the scheme of the connection.</summary>
    private static string SchemeOf(FakeRequest request)
    {
        string? reported = request.Header("X-Forwarded-Proto")?.Split(',')[^1].Trim().Trim('"');
        return !string.IsNullOrEmpty(reported) ? reported
            : Gunicorn.IsSecure(request) is { } isSecure ? isSecure ? "https" : "http"
            : request.Origin.Scheme;
    }

    private static string HostOf(FakeRequest request, string scheme)
    {
#pragma warning disable CA1308 // Hosts are written in small letters.
        string host = (request.Header("Host") ?? request.Origin.Authority).Trim().ToLowerInvariant();
#pragma warning restore CA1308
        string standardPort = scheme switch { "http" or "ws" => ":80", "https" or "wss" => ":443", _ => "\0" };
        return host.EndsWith(standardPort, StringComparison.Ordinal) ? host[..^standardPort.Length] : host;
    }
}
