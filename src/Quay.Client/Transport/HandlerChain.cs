namespace Quay.Client;

/// <summary>
/// The handlers of one client, for <c>new QuayClient(…)</c> and for <c>AddQuayClient(…)</c>, and what the client shares with them.
/// Outermost first: failures become exceptions, requests are retried within time limits, each attempt gets a fresh token, and the body is
/// read to its end.
/// </summary>
internal sealed class HandlerChain(QuayClientOptions options)
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // Gets the options as they were when the client was created.
    public QuayClientOptions Options { get; } = options.Copy();

    public ServerClock ServerClock { get; } = new(options.TimeProvider);

    public AdaptiveRateLimiter RateLimiter { get; } = new();

    // Creates the handler that uses the network. It lives as long as its client, so connections are renewed for changes of DNS.
    public static SocketsHttpHandler CreatePrimary() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
    };

    public DelegatingHandler[] CreateHandlers()
    {
        var api = new ApiRoot(Options.Endpoint!);
        return
        [
            new ErrorHandler(api, ServerClock),
            new ResilienceHandler(Options, ServerClock, RateLimiter),
            new AuthenticationHandler(api, Options.TokenSource),
            new BufferingHandler(Options.MaxResponseBytes),
        ];
    }

    // Puts the handlers before one that uses the network.
    public HttpMessageHandler Over(HttpMessageHandler primary) =>
        CreateHandlers().Reverse().Aggregate(primary, (inner, handler) =>
        {
            handler.InnerHandler = inner;
            return handler;
        });

    public void Configure(HttpClient client)
    {
        client.BaseAddress = Options.Endpoint;

        // The resilience handler has the limits: the HttpClient's own would end a call without saying which limit it was.
        client.Timeout = Timeout.InfiniteTimeSpan;

        // Parsed headers would be copied for each request.
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Quay.Client/" + ClientVersion.Value);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");

        // Without it, Quay returns 400 to a caller that it takes for a browser (BROWSER_API_CALLS_XHR_ONLY).
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Requested-With", "XMLHttpRequest");
    }
}
