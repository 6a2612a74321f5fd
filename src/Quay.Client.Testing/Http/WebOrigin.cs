namespace Quay.Client.Testing;

/// <summary>Scheme, host and port of an address.</summary>
internal static class WebOrigin
{
    public static Uri Of(Uri address) => new(address.GetLeftPart(UriPartial.Authority));

    /// <summary>The origin of a request to a server: under the name that the client has for it, if that is one.</summary>
    public static Uri Of(Uri endpoint, string? host) =>
        Uri.TryCreate($"{endpoint.Scheme}://{host}/", UriKind.Absolute, out Uri? named)
            && named is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? Of(named)
            : Of(endpoint);

    public static bool IsSame(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
