using Microsoft.Extensions.Logging;

namespace Quay.Client;

/// <summary>Provides the options of a <see cref="QuayClient"/>: the server, the token, time limits and retries.</summary>
public sealed class QuayClientOptions
{
    /// <summary>
    /// Gets or sets the root address of the Quay server, such as <c>https://quay.io</c>, without <c>/api/v1</c>. Required. The path
    /// must not have empty or dot segments, backslashes, or encoded slashes or dots. Requests with the token go only to the API below it.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// Gets or sets an OAuth access token of Quay. Robot accounts, passwords and Docker logins do not work. The default is null, for
    /// anonymous access.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// Gets or sets a function that returns the token for each attempt. Set it or <see cref="Token"/>, not both. It can return null for
    /// anonymous access, and must be thread-safe. Its exceptions become a <see cref="QuayAuthenticationException"/>.
    /// </summary>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; set; }

    /// <summary>
    /// Gets or sets the name of the application, such as <c>my-app/1.2</c>. The User-Agent header starts with it, so that the logs of the
    /// server show who sends the requests. The default is null, for none.
    /// </summary>
    public string? ApplicationId { get; set; }

    /// <summary>
    /// Gets or sets whether the client may send a token over <c>http</c>, where others can read it. The default is false. A loopback
    /// address is always allowed.
    /// </summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// Gets or sets how many times a GET is retried after a transient failure: no complete response, or 408, 500, 502, 503, 504 or 520.
    /// The default is 3. A write is retried as <see cref="RecoverLostWrites"/> describes. A 429 does not use up a retry,
    /// because the request waits and is resent. If MaxRetries is 0, a 429 is thrown at once.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Gets or sets the delay before the first retry; it doubles for each further retry, with jitter. The default is 0.5 seconds.
    /// After a 429, the rate limiter determines the delay.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Gets or sets the longest delay before a retry. The default is 30 seconds. If the server requests a longer delay
    /// (<c>Retry-After</c>), the client does not retry, and throws an exception with <see cref="QuayException.RetryAfter"/>.
    /// </summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the time limit of one attempt, to the last byte of the body. It does not include waits for the rate limit. The default
    /// is 30 seconds.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the time limit of one request with its retries, delays and waits for the rate limit. The default is
    /// 100 seconds. Each page of a list is one request.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Gets or sets how many pages of a tag history are requested concurrently, from 1 to 64. The default is 8.
    /// <see cref="MaxConcurrentRequests"/> can limit them further.
    /// </summary>
    public int MaxConcurrentPages { get; set; } = 8;

    /// <summary>
    /// Gets or sets the highest number of requests (attempts) per second, from 0.01 to 100,000. The default is null: the client sends them
    /// as fast as the server allows, and slows down after a 429.
    /// </summary>
    public double? RequestsPerSecond { get; set; }

    /// <summary>
    /// Gets or sets the highest number of concurrent requests, at least 1. It includes the pages of lists. The default is null: 8, or
    /// <see cref="MaxConcurrentPages"/> if that is more.
    /// </summary>
    public int? MaxConcurrentRequests { get; set; }

    /// <summary>
    /// Gets or sets, in code only, the rate limiter that the client shares with other clients. The default is null: the client has its own.
    /// The client does not dispose it. Do not set <see cref="RequestsPerSecond"/> or <see cref="MaxConcurrentRequests"/> together with it.
    /// </summary>
    public QuayRateLimiter? RateLimiter { get; set; }

    /// <summary>
    /// Gets or sets whether the client recovers a write whose response was lost. The default is true: the client verifies whether the write
    /// was applied, and resends it if it was not, up to <see cref="MaxRetries"/> times. If the outcome cannot be determined, it throws
    /// <see cref="QuayOutcomeUnknownException"/>. If false, such a write is neither verified nor resent.
    /// </summary>
    public bool RecoverLostWrites { get; set; } = true;

    /// <summary>Gets or sets the maximum size of a response in bytes. The default is 32 MiB.</summary>
    public long MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Gets or sets the clock for delays, time limits and the current time. The default is the system's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets or sets, in code only, the factory of the client's logger, whose category is <c>Quay.Client</c>. The default is null: with
    /// dependency injection, the client uses the factory of the host; without it, it writes no logs.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal bool HasToken => Token is not null || TokenProvider is not null;

    /// <summary>Gets the function that returns the token for each attempt; null for anonymous access.</summary>
    internal Func<CancellationToken, ValueTask<string?>>? TokenSource =>
        Token is { } token ? _ => ValueTask.FromResult<string?>(token) : TokenProvider;

    /// <summary>Returns a copy that later changes do not affect.</summary>
    internal QuayClientOptions Copy() => (QuayClientOptions)MemberwiseClone();

    /// <summary>Returns the endpoint and whether there is a token, on one line. The token is not shown.</summary>
    public override string ToString()
    {
        string endpoint = Endpoint is { IsAbsoluteUri: true } root
            ? root.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : "no endpoint";
        return SafeLine.Of($"{endpoint}, {(HasToken ? "with a token" : "anonymous")}");
    }
}
