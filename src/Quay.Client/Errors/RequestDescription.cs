namespace Quay.Client;

/// <summary>How a message names a request: its method and its address. Neither ever holds a token.</summary>
internal static class RequestDescription
{
    public static string Of(HttpRequestMessage? request) => request is null ? "The request" : Of(request.Method, request.RequestUri);

    public static string Of(HttpMethod method, Uri? address) =>
        $"{method} {(address?.IsAbsoluteUri == true ? address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped) : address?.OriginalString)}";
}
