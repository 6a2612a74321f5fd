namespace Quay.Client;

/// <summary>Finds the proxy of a request: that of the network handler, or that of the environment.</summary>
internal static class ProxyInUse
{
    // Gets the proxy's address without its login; null if the request uses no proxy, or the type of the handler is unknown.
    public static string? Of(HttpMessageHandler? handler, Uri? address)
    {
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler;
        }

        IWebProxy? proxy = handler switch
        {
            SocketsHttpHandler { UseProxy: true } sockets => sockets.Proxy ?? HttpClient.DefaultProxy,
            HttpClientHandler { UseProxy: true } client => client.Proxy ?? HttpClient.DefaultProxy,
            _ => null,
        };
        return proxy is null || address is null || proxy.IsBypassed(address)
            ? null
            : proxy.GetProxy(address)?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
    }
}
