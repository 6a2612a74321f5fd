using System.Net.Http.Headers;
using Polly;
using Polly.Timeout;

namespace Quay.Client;

/// <summary>
/// Turns the failures of a request into exceptions; its callers only detect them. The status is not enough: a rejected token causes a 403
/// about CSRF, a read-only repository a 503, and a path outside Quay a 404 with HTML.
/// </summary>
internal sealed class RequestFailure(HttpRequestMessage? request, Uri? address = null)
{
    // How many times a request was sent. The option is not set for a request that was sent once.
    public static readonly HttpRequestOptionsKey<int> AttemptsKey = new("Quay.Client.Attempts");

    private const string RejectedToken =
        "The token is missing, expired or not an OAuth token, so Quay treats the caller as anonymous. "
        + "Robot accounts, passwords and Docker logins do not work here.";

    private readonly string? _token = TokenOf(request);
    private readonly Uri? _address = address ?? request?.RequestUri;

    public string? Proxy { get; init; }

    private string Request => request is null ? "The request" : $"{request.Method} {Shown(_address)}";

    private int Attempts => request?.Options.TryGetValue(AttemptsKey, out int attempts) == true ? attempts : 1;

    private string ThroughProxy => Proxy is null ? "" : $" through the proxy {Proxy}";

    public QuayException NotSent(string reason) => new($"{Request}: not sent, because {reason}");

    public QuayException ErrorStatus(HttpResponseMessage response, ReadOnlySpan<byte> content, TimeSpan? retryAfter)
    {
        HttpStatusCode status = response.StatusCode;
        ErrorBody body = ErrorBody.Read(content, _token);
        var error = new QuayException(Message(AdviceFor(response, body)))
        {
            StatusCode = status,
            ErrorType = body.ErrorType,
            Detail = body.Detail,
            ResponseBody = body.Text,
            RetryAfter = retryAfter,
        };
        return status switch
        {
            HttpStatusCode.Unauthorized => new QuayAuthenticationException(Message(RejectedToken)) { ResponseOf = error },
            HttpStatusCode.Forbidden when body.Detail.Says(QuaySentences.CsrfToken) =>
                new QuayAuthenticationException(Message(RejectedToken)) { ResponseOf = error },
            HttpStatusCode.Forbidden => new QuayPermissionException(error.Message) { ResponseOf = error },
            HttpStatusCode.NotFound when body.ErrorType is not null =>
                new QuayNotFoundException(Message("Check the name.")) { ResponseOf = error },
            HttpStatusCode.BadRequest when QuaySentences.AreConflictOfTag(body.Detail) =>
                new QuayConflictException(Message("The state of the tag forbids it.")) { ResponseOf = error },
            HttpStatusCode.Conflict when body.ErrorType == "tag_immutable" =>
                new QuayConflictException(Message("Use another tag, or make this one mutable first.")) { ResponseOf = error },
            HttpStatusCode.Conflict => new QuayConflictException(Message("The state of the repository forbids it.")) { ResponseOf = error },
            HttpStatusCode.TooManyRequests => new QuayRateLimitException(Message("Send fewer requests at a time.")) { ResponseOf = error },
            _ => error,
        };

        string Message(string advice)
        {
            string attempts = Attempts > 1 ? $" at each of {Attempts} attempts" : "";
            string detail = body.Detail is { } words ? $": \"{words.TrimEnd('.')}\"" : "";
            string wait = retryAfter is { } time
                ? string.Create(CultureInfo.InvariantCulture, $" The server requests a pause of {time.TotalSeconds:0.#} seconds.") : "";
            string proxy = Proxy is null || body.IsJson ? "" : $" The request went through the proxy {Proxy}.";
            return $"{Request}: the response was {(int)status}{attempts}{detail}.{wait}{proxy} {advice}".TrimEnd();
        }
    }

    // A request that was not sent, because the server requested a pause that is longer than the call can wait.
    public QuayRateLimitException Paused(TimeSpan rest, DateTimeOffset now) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{Request}: not sent, because the server requested a pause (429 with Retry-After), which lasts another {rest.TotalSeconds:0.#} "
        + $"seconds, until {now + rest:u}. Retry then."))
    {
        RetryAfter = rest,
    };

    // A response from an address outside the API.
    public QuayResponseException ForeignResponse(HttpResponseMessage response)
    {
        Uri sender = response.RequestMessage!.RequestUri!;
        string origin = SafeText.OneLine(
            sender.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped), _token);
        return new QuayResponseException(
            $"{Request}: the response came from {origin}, because the network handler follows redirects: set AllowAutoRedirect to false.")
        {
            StatusCode = response.StatusCode,
        };
    }

    // A success whose compression is unknown.
    public QuayResponseException UnknownCoding(HttpStatusCode status, string coding) => new(
        $"{Request}: the response was {(int)status}, but its body is compressed as \"{SafeText.OneLine(coding, _token)}\" "
        + "(Content-Encoding), which the client cannot read. Configure the server or its proxy to use gzip, deflate, br or no compression.")
    {
        StatusCode = status,
    };

    // A success that is not what the route returns, such as `201 with "Updated"`.
    public QuayResponseException UnexpectedResponse(HttpResponseMessage response, ReadOnlySpan<byte> body, string expected)
    {
        ReadOnlySpan<byte> text = body.TrimStart(" \t\r\n"u8);
        string received = text.IsEmpty ? "no body"
            : text.StartsWith("<"u8) ? "HTML, perhaps from a login page or a proxy"
            : text.TrimEnd((byte)'\n').SequenceEqual("null"u8) ? "null"
            : "another body";
        return new QuayResponseException(
            $"{Request}: the response was {(int)response.StatusCode} with {received}, but Quay sends {expected}. "
            + "Check that Endpoint is the address of a Quay server.")
        {
            StatusCode = response.StatusCode,
            ResponseBody = ErrorBody.Read(body, _token).Text,
        };
    }

    // A success whose body cannot be deserialized.
    public QuayResponseException UnreadableResponse(HttpResponseMessage response, ReadOnlySpan<byte> body, Exception fault)
    {
        body = Charset.ToUtf8(body, response.Content.Headers);
        (string words, Exception? inner) = FaultDescription.Of(fault, _token);
        string reason = body.TrimStart(" \t\r\n"u8).StartsWith("<"u8)
            ? "HTML, perhaps from a login page or a proxy. Check that Endpoint is the address of a Quay server."
            : $"not what this route returns{(words.Length == 0 ? "." : $": {words}")}";
        return new QuayResponseException($"{Request}: the response was {(int)response.StatusCode}, but {reason}", inner)
        {
            StatusCode = response.StatusCode,
            ResponseBody = ErrorBody.Read(body, _token).Text,
        };
    }

    public QuayException NoResponse(Exception fault)
    {
        (string words, Exception? inner) = FaultDescription.Of(fault, _token);
        HttpRequestError kind = (fault as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        if (kind == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new QuayResponseException(
                $"{Request}: the response is larger than a limit (MaxResponseBytes in the options, or the network handler's for headers). "
                + $"The client does not retry. {words}",
                inner);
        }

        // Some messages of .NET already end with the kind.
        string reason = kind == HttpRequestError.Unknown || words.Says($"({kind})") ? words : $"{words.TrimEnd('.')} ({kind})";
        string what = ConnectionFault.IsPermanent(fault)
            ? $"no connection{ThroughProxy}" : $"no complete response{ThroughProxy} at attempt {Attempts}, the last";
        return new QuayConnectionException(
            $"{Request}: {what}: {reason.TrimEnd('.')}. {ConnectionFault.Advice(fault, _address?.Scheme)}".TrimEnd(), inner)
        {
            WasNeverSent = ConnectionFault.IsBeforeSending(fault),
        };
    }

    // A call that a time limit of the options ended.
    public QuayTimeoutException TimeLimit(TimeoutRejectedException limit, string name, string attempt, bool wasRefused = false)
    {
        string seconds = limit.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return new QuayTimeoutException(
            $"{Request}: no complete response{ThroughProxy} within {seconds} seconds, the limit of {name}, {attempt}.", limit)
        {
            WasRefused = wasRefused,
        };
    }

    // A call that failed outside the handler chain: in the HttpClient, or in a handler of the host.
    public QuayException OutsideChain(Exception fault)
    {
        (string words, Exception? inner) = FaultDescription.Of(fault, _token);
        return fault switch
        {
            OperationCanceledException { InnerException: TimeoutException } or TimeoutRejectedException =>
                new QuayTimeoutException($"{Request}: a time limit that is not in the client's options expired: {words}", inner),
            OperationCanceledException => new QuayConnectionException(
                $"{Request}: the call was cancelled, but not by its caller: the HttpClient was disposed, or a handler gave up.",
                inner),
            ExecutionRejectedException =>
                new QuayConnectionException($"{Request}: a handler of the host rejected the request: {words}", inner),
            _ => new QuayConnectionException($"{Request}: no response: {words}", inner),
        };
    }

    // A call that the disposal of the client ended.
    public ObjectDisposedException Disposed(Exception fault) => ClientLifetime.Ended(Request, FaultDescription.Of(fault, _token).Inner);

    private string AdviceFor(HttpResponseMessage response, ErrorBody body) => response.StatusCode switch
    {
        HttpStatusCode.Forbidden when body.IsJson => "The token's user or its scope does not allow this, or the repository does not exist.",
        HttpStatusCode.Forbidden => "This is not a response of Quay's API: a proxy or firewall probably refused the request.",
        HttpStatusCode.NotFound => "This is not a response of Quay's API: check that Endpoint is the address of a Quay server.",
        HttpStatusCode.ServiceUnavailable when body.Detail.Says(QuaySentences.RepositoryNotNormal) =>
            "The repository is read-only or a mirror. A retry does not help: change its state first.",
        HttpStatusCode.PaymentRequired =>
            "The plan of the namespace has no room for another private repository: make it public, or change the plan.",
        HttpStatusCode.ProxyAuthenticationRequired => ConnectionFault.ProxyLogin,
        HttpStatusCode.BadRequest when QuaySentences.AreFromHttpsPort(body.Text) => "The port is for https: write https in Endpoint.",
        HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong => "Quay rejects the request itself; a retry does not help.",
        _ when LocationOf(response) is { } location =>
            $"It redirects to {location}, which the client does not follow, because the token is only for the configured Endpoint. "
            + "Check Endpoint.",
        >= HttpStatusCode.InternalServerError => "The server or a proxy in front of it failed: retry later.",
        _ => "",
    };

    // Reads the header as it was written. A parsed header has no token if the token contains a comma or a quotation mark.
    public static string? TokenOf(HttpRequestMessage? request)
    {
        const string Scheme = "Bearer ";
        if (request?.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues values) != true)
        {
            return null;
        }

        string header = values.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : header;
    }

    private static string? Shown(Uri? address) =>
        address is { IsAbsoluteUri: true }
            ? address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)
            : address?.OriginalString;

    private string? LocationOf(HttpResponseMessage response) =>
        response.Headers.Location is { } location && _address is not null && Uri.TryCreate(_address, location, out Uri? target)
            ? SafeText.OneLineUnlessHtml(Shown(target)!, _token)
            : null;
}
