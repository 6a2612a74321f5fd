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
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new QuayResponseException(
                $"{Asked.Of(request)}: the answer is larger than the limit (MaxResponseBytes in the options). It was not tried again.", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new QuayConnectionException($"{Asked.Of(request)}: no answer at attempt {AttemptsOf(request)}, the last: {Reason(fault)}", fault);
        }

        response.RequestMessage ??= request;
        if (response.IsSuccessStatusCode && !IsEmptyAnswerToGet(request, response))
        {
            return response;
        }

        using (response)
        {
            throw response.IsSuccessStatusCode
                ? new QuayResponseException($"{Asked.Of(request)}: the answer is empty. Is that the address of a Quay?") { StatusCode = response.StatusCode }
                : await ReadErrorAsync(request, response, cancellationToken).ConfigureAwait(false);
        }
    }

    // Refit would make a null of it.
    private static bool IsEmptyAnswerToGet(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Method == HttpMethod.Get && response.Content.Headers.ContentLength == 0;

    private static int AttemptsOf(HttpRequestMessage request) => request.Options.TryGetValue(Attempts, out int attempts) ? attempts : 1;

    private static string Reason(Exception fault) => fault is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and { } kind }
        ? $"{fault.Message} ({kind})"
        : fault.Message;

    private async Task<QuayException> ReadErrorAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        string? token = request.Headers.Authorization?.Parameter;
        return new ErrorAnswer(Asked.Of(request), response.StatusCode, ErrorBody.Read(body).Without(token))
        {
            Attempts = AttemptsOf(request),
            Location = Redaction.Of(token, response.Headers.Location?.ToString()),
            RetryAfter = RetryRule.RetryAfter(response, timeProvider),
        }.ToException();
    }
}
