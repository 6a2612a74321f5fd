using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Quay.Client;

/// <summary>
/// Creates the handlers of one client, for <c>new QuayClient(…)</c> and for <c>AddQuayClient(…)</c>, and holds the state that they share.
/// From the outside to the inside, they turn failures into exceptions, retry requests within time limits and the rate limit, add a token
/// to each attempt, and read the whole body.
/// </summary>
internal sealed class HandlerChain(QuayClientOptions options, ILoggerFactory? loggers = null, IMeterFactory? meters = null) : IDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // Gets the options as they were when the client was created.
    public QuayClientOptions Options { get; } = options.Copy();

    public ClientDiagnostics Diagnostics { get; } = new(options.Endpoint!, options.LoggerFactory ?? loggers, meters);

    public ServerClock ServerClock { get; } = new(options.TimeProvider);

    public RequestLimiter Limiter { get; } = options.RateLimiter?.Limiter
        ?? new RequestLimiter(
            options.RequestsPerSecond,
            options.MaxConcurrentRequests ?? Math.Max(RequestLimiter.DefaultConcurrency, options.MaxConcurrentPages),
            options.TimeProvider);

    // Creates the handler that uses the network. It lives as long as its client, so connections are renewed to follow changes in DNS.
    public static SocketsHttpHandler CreatePrimary() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
        ActivityHeadersPropagator = new AttemptSpan(),
    };

    public DelegatingHandler[] CreateHandlers()
    {
        var api = new ApiRoot(Options.Endpoint!);
        return
        [
            new ErrorHandler(api, ServerClock, Diagnostics),
            new ResilienceHandler(Options, ServerClock, Limiter, Diagnostics),
            new AuthenticationHandler(api, Options.TokenSource),
            new BufferingHandler(Options.MaxResponseBytes),
        ];
    }

    // Chains the handlers in front of a handler that uses the network.
    public HttpMessageHandler Over(HttpMessageHandler primary) =>
        CreateHandlers().Reverse().Aggregate(primary, (inner, handler) =>
        {
            handler.InnerHandler = inner;
            return handler;
        });

    // Stops the limiter's timer. A shared limiter belongs to the application.
    public void Dispose()
    {
        if (Options.RateLimiter is null)
        {
            Limiter.Dispose();
        }
    }

    public void Configure(HttpClient client)
    {
        client.BaseAddress = Options.Endpoint;

        // ResilienceHandler applies the time limits. The HttpClient's exception would not name the limit that was exceeded.
        client.Timeout = Timeout.InfiniteTimeSpan;

        // Parsed headers would be copied for each request.
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent.Of(Options.ApplicationId));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");

        // Without it, Quay returns 400 to a caller that it takes for a browser (BROWSER_API_CALLS_XHR_ONLY).
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Requested-With", "XMLHttpRequest");
    }
}
