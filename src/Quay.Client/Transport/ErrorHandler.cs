namespace Quay.Client;

/// <summary>
/// Makes of every failure one of the package's exceptions, here and not above, where Refit would read an error's body without the caller's token
/// and keep the request with its Authorization header.
/// </summary>
internal sealed class ErrorHandler(ApiRoot api, TimeProvider timeProvider) : DelegatingHandler
{
    /// <summary>How many times a request was sent so far; absent for once.</summary>
    public static readonly HttpRequestOptionsKey<int> Attempts = new("Quay.Client.Attempts");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? asked = request.RequestUri;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or NotSupportedException)
        {
            throw Describe(request, fault);
        }

        response.RequestMessage ??= request;
        if (response.IsSuccessStatusCode && !IsFromElsewhere(response, asked) && !IsEmptyAnswerToGet(request, response))
        {
            return response;
        }

        using (response)
        {
            throw await DescribeAsync(request, response, asked, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsFromElsewhere(HttpResponseMessage response, Uri? asked) =>
        response.RequestMessage?.RequestUri is { } answered && !ReferenceEquals(answered, asked) && !api.Contains(answered);

    // Refit would make a null of it.
    private static bool IsEmptyAnswerToGet(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Method == HttpMethod.Get && (response.Content is BufferedBody body ? body.Bytes.IsEmpty : response.Content.Headers.ContentLength == 0);

    private QuayException Describe(HttpRequestMessage request, Exception fault)
    {
        (string words, Exception? inner) = FaultDescription.Of(fault, SentToken.Of(request));
        HttpRequestError kind = (fault as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        if (kind == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new QuayResponseException(
                $"{RequestDescription.Of(request)}: the answer is larger than a limit (MaxResponseBytes in the options, or the network handler's for headers). "
                + $"It was not tried again. {words}",
                inner);
        }

        string reason = kind == HttpRequestError.Unknown ? words : $"{words.TrimEnd('.')} ({kind})";
        string proxy = ProxyInUse.Words(InnerHandler, request.RequestUri);
        string what = ConnectionFault.IsPermanent(fault) ? $"no connection{proxy}" : $"no whole answer{proxy} at attempt {AttemptsOf(request)}, the last";
        return new QuayConnectionException(
            $"{RequestDescription.Of(request)}: {what}: {reason.TrimEnd('.')}. {ConnectionFault.Advice(fault, request.RequestUri?.Scheme)}".TrimEnd(), inner)
        {
            WasNeverSent = ConnectionFault.IsBeforeSending(fault),
        };
    }

    private async Task<QuayException> DescribeAsync(
        HttpRequestMessage request, HttpResponseMessage response, Uri? asked, CancellationToken cancellationToken)
    {
        // A handler of the caller's that follows redirects writes the new address into the request.
        if (IsFromElsewhere(response, asked))
        {
            string answered = SafeText.OneLine(
                response.RequestMessage!.RequestUri!.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
                SentToken.Of(request));
            return new QuayResponseException(
                $"{RequestDescription.Of(request.Method, asked)}: the response came from {answered}, because the network handler follows redirects. "
                + "Set its AllowAutoRedirect to false.") { StatusCode = response.StatusCode };
        }

        if (response.IsSuccessStatusCode)
        {
            return new QuayResponseException($"{RequestDescription.Of(request)}: the answer is empty. Is that the address of a Quay?") { StatusCode = response.StatusCode };
        }

        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        string? token = SentToken.Of(request);
        return new ErrorResponse(RequestDescription.Of(request), response.StatusCode, ErrorBody.Read(body, token))
        {
            Attempts = AttemptsOf(request),
            Proxy = ProxyInUse.Of(InnerHandler, asked),
            Location = LocationOf(response, asked) is { } location ? MessageText.From(location, token) : null,
            RetryAfter = RetryRule.RetryAfter(response, timeProvider),
        }.ToException();
    }

    private static int AttemptsOf(HttpRequestMessage request) => request.Options.TryGetValue(Attempts, out int attempts) ? attempts : 1;

    private static string? LocationOf(HttpResponseMessage response, Uri? asked) =>
        response.Headers.Location is { } location && asked is not null && Uri.TryCreate(asked, location, out Uri? target)
            ? target.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)
            : null;
}
