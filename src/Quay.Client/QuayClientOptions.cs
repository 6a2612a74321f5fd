namespace Quay.Client;

/// <summary>Which Quay a client speaks to, with which token, and how patiently.</summary>
public sealed class QuayClientOptions
{
    /// <summary>
    /// The root of the Quay, such as <c>https://quay.io</c>; without <c>/api/v1</c>, with the path if it is served under one. Required. The
    /// path must be plain: no empty or dot segments, no backslashes, no encoded slashes or dots. The client sends requests only to the API
    /// below it.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// An OAuth access token of Quay (robot accounts, passwords and Docker logins are not); null, the default, reads what is public. Not
    /// together with <see cref="TokenProvider"/>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// Gives the token, asked anew for each attempt, so that one that is renewed elsewhere is taken up; a null of its own means no token
    /// for that attempt. Must be safe for use by several threads at once. What it throws becomes a <see
    /// cref="QuayAuthenticationException"/>.
    /// </summary>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; set; }

    /// <summary>
    /// Whether a token may be sent over <c>http</c>, where everyone on the way can read it; default false. It always may to a loopback
    /// address.
    /// </summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// How many times a GET is tried again that got no whole answer, or 408, 429, 500, 502, 503, 504 or 520; default 3, and 0 turns it off.
    /// A write is retried on 429, which Quay's nginx returns before Quay processes the request, and as <see cref="RecoverLostWrites"/>
    /// describes. Permanent connection failures (an untrusted certificate, a proxy that refuses) are not retried.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry, about: each further one doubles, and chance varies it. Default 0.5 seconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The longest wait before a retry; default 30 seconds. When the server asks for a longer one (<c>Retry-After</c>), its answer is
    /// thrown at once, with <see cref="QuayException.RetryAfter"/>.
    /// </summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The time limit of one attempt, to the last byte of the body; default 30 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time limit of one request with its retries and the waits between; default 100 seconds. A list is one request a page.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How many pages of a list are requested at a time, once the caller has asked for its second page; default 8, and 1 requests each page
    /// when it is needed. From 1 to 64. A server that answers 429 lowers it for a while.
    /// </summary>
    public int MaxConcurrentPages { get; set; } = 8;

    /// <summary>
    /// What to do when the answer to a write is lost (a broken connection, a time limit, an error of the server or a proxy); default true:
    /// the client reads what became of it, sends again what did not happen, at most <see cref="MaxRetries"/> times, and throws <see
    /// cref="QuayOutcomeUnknownException"/> where it cannot tell. False: a write whose answer was lost is neither looked after nor sent
    /// again.
    /// </summary>
    public bool RecoverLostWrites { get; set; } = true;

    /// <summary>The largest answer to read, in bytes; default 32 MiB.</summary>
    public long MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The clock for waits, time limits and the question which tags are alive; default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The options as the handlers take them; only for options that were found valid.</summary>
    internal TransportSettings ToTransportSettings()
    {
        string? token = Token;
        return new TransportSettings
        {
            Endpoint = Endpoint!,
            TokenProvider = token is null ? TokenProvider : _ => ValueTask.FromResult<string?>(token),
            MaxRetries = MaxRetries,
            RecoverLostWrites = RecoverLostWrites,
            RetryDelay = RetryDelay,
            MaxRetryDelay = MaxRetryDelay,
            AttemptTimeout = AttemptTimeout,
            Timeout = Timeout,
            MaxResponseBytes = MaxResponseBytes,
            MaxConcurrentPages = MaxConcurrentPages,
            TimeProvider = TimeProvider,
        };
    }

    /// <summary>Returns the endpoint and whether there is a token, on one line. The token is not shown.</summary>
    public override string ToString() => SafeText.Line(
        $"{(Endpoint is { IsAbsoluteUri: true } root ? root.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : "no endpoint")}, {(Token is null && TokenProvider is null ? "anonymous" : "with a token")}");
}
