namespace Quay.Client;

/// <summary>
/// How a request travels, outermost handler first: errors become exceptions, retries with their time limits, a fresh token for each attempt, the
/// body read whole. One chain for <c>new QuayClient(…)</c> and for <c>AddQuayClient(…)</c>.
/// </summary>
internal static class HandlerChain
{
    // A test compares it with the assembly's: to ask that is reflection, at the start of each program.
    public const string Version = "0.1.0";

    private const string UserAgent = "Quay.Client/" + Version;

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static DelegatingHandler[] Create(TransportSettings settings)
    {
        var api = new ApiRoot(settings.Endpoint);
        return
        [
            new ErrorHandler(api, settings.ServerClock),
            new ResilienceHandler(settings),
            new AuthenticationHandler(api, settings.TokenProvider),
            new BufferingHandler(settings.MaxResponseBytes),
        ];
    }

    /// <summary>Puts the chain before a handler that speaks to the network.</summary>
    public static HttpMessageHandler Over(HttpMessageHandler primary, TransportSettings settings)
    {
        HttpMessageHandler outermost = primary;
        foreach (DelegatingHandler handler in Create(settings).Reverse())
        {
            handler.InnerHandler = outermost;
            outermost = handler;
        }

        return outermost;
    }

    /// <summary>The handler that speaks to the network. It lives as long as its client, so connections are renewed for changes of DNS.</summary>
    public static SocketsHttpHandler CreatePrimary() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
    };

    public static void Configure(HttpClient client, TransportSettings settings)
    {
        client.BaseAddress = settings.Endpoint;

        // The limits are the resilience handler's: HttpClient's own would end a call without saying which limit it was.
        client.Timeout = System.Threading.Timeout.InfiniteTimeSpan;

        // Unparsed, for each request would be given a copy of what was parsed.
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");

        // Without it Quay answers 400 to whatever it takes for a browser (BROWSER_API_CALLS_XHR_ONLY).
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Requested-With", "XMLHttpRequest");
    }
}
