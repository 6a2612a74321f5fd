namespace Quay.Client.Testing;

/// <summary>Determines origins: the scheme, host and port of addresses.</summary>
internal static class WebOrigin
{
    public static Uri Of(Uri address) => new(address.GetLeftPart(UriPartial.Authority));

    /// <summary>
    /// Returns the origin that a client requested: the <c>Host</c> header if it is valid, otherwise the server's address.
    /// </summary>
    public static Uri Of(Uri endpoint, string? host) =>
        Uri.TryCreate($"{endpoint.Scheme}://{host}/", UriKind.Absolute, out Uri? named)
            && named is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? Of(named)
            : Of(endpoint);

    public static bool IsSame(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
