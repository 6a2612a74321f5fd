namespace Quay.Client;

/// <summary>
/// An answer whose status is not a success, and what it means. The status alone misleads: a dead token is a 403 about CSRF, a repository that is
/// read-only is a 503, and a path that is not Quay's is a 404 of HTML.
/// </summary>
/// <param name="Request">The method and the address of the request.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Body">What the body of the answer says.</param>
internal sealed record ErrorResponse(string Request, HttpStatusCode Status, ErrorBody Body)
{
    // The words are Quay's: the API's answer to a write without a live token, and to a write to a repository that is not in the state NORMAL.
    private const string CsrfWords = "CSRF token was invalid or missing";
    private const string NotNormalWords = "read only or mirror mode";
    private const string ImmutableExpiryWords = "Cannot set expiration on immutable tag";
    private const string ExpiringImmutableWords = "immutable: tag has expiration set";
    private const string ReadOnlyWords = "System is currently read-only";

    // The texts of nginx, Go and Apache.
    private static readonly string[] HttpToTlsWords =
        ["plain HTTP request was sent to HTTPS port", "HTTP request to an HTTPS server", "plain HTTP to an SSL-enabled"];

    private const string DeadToken =
        "The token is missing, expired or not an OAuth token: Quay takes any other for anonymous. "
        + "Robot accounts, passwords and Docker logins do not work here.";

    /// <summary>How many times the request was sent before this answer was given up on.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Where a redirect points; null without one.</summary>
    public string? Location { get; init; }

    /// <summary>Gets the proxy that the request used; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>How long the server asked to wait; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether an answer is the 503 that waiting does not cure: the state of the repository is READ_ONLY or MIRROR.</summary>
    public static bool IsPermanent(HttpStatusCode status, ErrorBody body) => status == HttpStatusCode.ServiceUnavailable && Says(body, NotNormalWords);

    /// <summary>Whether a 5xx is Quay's own refusal of a write, which has had no effect: the repository is read-only, or the registry is.</summary>
    public static bool IsRefusal(QuayException fault) =>
        fault.StatusCode == HttpStatusCode.ServiceUnavailable
        && fault.Detail is { } detail
        && (detail.Contains(NotNormalWords, StringComparison.OrdinalIgnoreCase) || detail.Contains(ReadOnlyWords, StringComparison.OrdinalIgnoreCase));

    public QuayException ToException() => Status switch
    {
        HttpStatusCode.Unauthorized => new QuayAuthenticationException(Message(DeadToken), this),
        HttpStatusCode.Forbidden when Says(Body, CsrfWords) => new QuayAuthenticationException(Message(DeadToken), this),
        HttpStatusCode.Forbidden => new QuayPermissionException(
            Message(Body.IsJson
                ? "The token's user or its scope does not allow this, or there is no such repository that the user may know of."
                : "This is not an answer of Quay's API: a proxy or firewall before it refused, perhaps."),
            this),
        HttpStatusCode.NotFound when Body.ErrorType is not null => new QuayNotFoundException(Message("Check the name."), this),
        HttpStatusCode.BadRequest when Says(Body, ImmutableExpiryWords) || Says(Body, ExpiringImmutableWords) =>
            new QuayConflictException(Message("The state of the tag forbids it."), this),
        HttpStatusCode.Conflict => new QuayConflictException(Message("The state of the repository forbids it."), this),
        HttpStatusCode.TooManyRequests => new QuayRateLimitException(Message("Too many requests: send fewer at a time."), this),
        _ => new QuayException(Message(Advice()), this),
    };

    private string Advice() => Status switch
    {
        HttpStatusCode.NotFound => "This is not an answer of Quay's API: check that Endpoint is the address of a Quay and nothing more.",
        _ when IsPermanent(Status, Body) => "The repository is read-only or a mirror. This is permanent: change its state first.",
        HttpStatusCode.PaymentRequired => "The plan of the namespace has no room for another private repository: make it public, or change the plan.",
        HttpStatusCode.ProxyAuthenticationRequired => ConnectionFault.ProxyLogin,
        HttpStatusCode.BadRequest when Array.Exists(HttpToTlsWords, words => Body.Text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true) =>
            "The port is for https: write https in Endpoint.",
        HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong => "Quay refuses the request itself; sending it again does not help.",
        _ when Location is not null =>
            $"It redirects to {Location}, which is not followed: a token goes to the configured Endpoint alone. Check Endpoint.",
        _ when (int)Status >= 500 => "The server or a proxy before it failed; try again later.",
        _ => "",
    };

    private static bool Says(ErrorBody body, string words) => body.Detail?.Contains(words, StringComparison.OrdinalIgnoreCase) ?? false;

    private string Message(string advice)
    {
        string attempts = Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $" at each of {Attempts} attempts") : "";
        string words = Body.Detail is { } detail ? $": \"{detail.TrimEnd('.')}\"" : "";
        string wait = RetryAfter is { } after ? string.Create(CultureInfo.InvariantCulture, $" It asks to wait {after.TotalSeconds:0.#} seconds.") : "";
        string proxy = Proxy is null || Body.IsJson ? "" : $" The request went through the proxy {Proxy}.";
        return string.Create(CultureInfo.InvariantCulture, $"{Request}: the answer was {(int)Status}{attempts}{words}.{wait}{proxy} {advice}").TrimEnd();
    }
}
