using Quay.Client.Errors;

namespace Quay.Client.Transport;

/// <summary>
/// Makes of every failure one of the package's exceptions, here and not above, where Refit would read an error's body without the caller's token
/// and keep the request with its Authorization header.
/// </summary>
internal sealed class ErrorHandler(TimeProvider timeProvider) : DelegatingHandler
{
    /// <summary>How many times a request was sent so far.</summary>
    public static readonly HttpRequestOptionsKey<int> Attempts = new("Quay.Client.Attempts");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? asked = request.RequestUri;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new QuayResponseException(
                $"{Asked.Of(request)}: the answer is larger than a limit (MaxResponseBytes in the options, or the network handler's for headers). "
                + $"It was not tried again. {fault.Message}",
                fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new QuayConnectionException($"{Asked.Of(request)}: no whole answer at attempt {AttemptsOf(request)}, the last: {Reason(fault)}", fault);
        }

        response.RequestMessage ??= request;
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw await ReadErrorAsync(request, response, cancellationToken).ConfigureAwait(false);
            }
        }

        if (WhyNotTheAnswer(request, response, asked) is { } reason)
        {
            using (response)
            {
                throw new QuayResponseException($"{Asked.Of(request.Method, asked)}: {reason}") { StatusCode = response.StatusCode };
            }
        }

        return response;
    }

    private static string? WhyNotTheAnswer(HttpRequestMessage request, HttpResponseMessage response, Uri? asked)
    {
        // A handler of the caller's that follows redirects writes the new address into the request.
        if (!Origin.IsSame(response.RequestMessage?.RequestUri, asked))
        {
            return $"the answer came from {response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Authority)}: the network handler follows redirects. "
                + "Set its AllowAutoRedirect to false.";
        }

        // Refit would make a null of it.
        return request.Method == HttpMethod.Get && response.Content.Headers.ContentLength == 0
            ? "the answer is empty. Is that the address of a Quay?"
            : null;
    }

    private static int AttemptsOf(HttpRequestMessage request) => request.Options.TryGetValue(Attempts, out int attempts) ? attempts : 1;

    private static string Reason(Exception fault) => fault is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and { } kind }
        ? $"{fault.Message} ({kind})"
        : fault.Message;

    private async Task<QuayException> ReadErrorAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        string? token = request.Headers.Authorization?.Parameter;
        return new ErrorAnswer(Asked.Of(request), response.StatusCode, ErrorBody.Read(body, token))
        {
            Attempts = AttemptsOf(request),
            Location = LocationOf(response) is { } location ? MessageText.From(Redaction.Of(token, location)) : null,
            RetryAfter = RetryRule.RetryAfter(response, timeProvider),
        }.ToException();
    }

    private static string? LocationOf(HttpResponseMessage response) => response.Headers.Location is not { } location
        ? null
        : location.IsAbsoluteUri
            ? location.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)
            : Uri.EscapeDataString(location.OriginalString).Replace("%2F", "/", StringComparison.Ordinal);
}
