namespace Quay.Client;

/// <summary>
/// Adds a fresh token to each attempt, and rejects requests outside the API of the configured endpoint. The only exception is a GET of
/// the public settings, which is sent without a token. If no token is configured, it keeps a header that the host application set.
/// </summary>
internal sealed class AuthenticationHandler(ApiRoot api, Func<CancellationToken, ValueTask<string?>>? tokenProvider) : DelegatingHandler
{
    private const string Header = "Authorization";
    private const string Scheme = "Bearer ";

    // A token is validated and formatted once, not for each request.
    private string? _lastHeader;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!api.Contains(request.RequestUri))
        {
            if (request.Method == HttpMethod.Get && api.IsPublicConfig(request.RequestUri))
            {
                request.Headers.Remove(Header);
                return ForwardAsync(request, cancellationToken);
            }

            throw new RequestFailure(request).NotSent(
                $"the address is not below {api}, the API of the configured Endpoint. "
                + "Check Endpoint, and the handlers that change addresses.");
        }

        if (tokenProvider is null)
        {
            return ForwardAsync(request, cancellationToken);
        }

        request.Options.TryGetValue(CallToken.Key, out CallToken? call);
        ValueTask<string?> header = call is { IsFixed: true }
            ? ValueTask.FromResult<string?>(Scheme + call.Value)
            : GetHeaderAsync(tokenProvider, cancellationToken);
        return header.IsCompletedSuccessfully
            ? SendAsync(request, call, header.Result, cancellationToken)
            : WaitAndSendAsync(request, call, header, cancellationToken);
    }

    private async Task<HttpResponseMessage> WaitAndSendAsync(
        HttpRequestMessage request, CallToken? call, ValueTask<string?> header, CancellationToken cancellationToken) =>
        await SendAsync(request, call, await header.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CallToken? call, string? header, CancellationToken cancellationToken)
    {
        if (call is not null)
        {
            call.Value = header?[Scheme.Length..];
        }

        request.Headers.Remove(Header);
        if (header is not null)
        {
            // A parsed header would be copied for each request.
            request.Headers.TryAddWithoutValidation(Header, header);
        }

        return ForwardAsync(request, cancellationToken);
    }

    private Task<HttpResponseMessage> ForwardAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallProgress.MarkSent(request);
        return base.SendAsync(request, cancellationToken);
    }

    // Returns the value of the header; null for none.
    private async ValueTask<string?> GetHeaderAsync(
        Func<CancellationToken, ValueTask<string?>> provider, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            // A provider that ignores its cancellation token must not delay a call that has ended.
            ValueTask<string?> provided = provider(cancellationToken);
            token = provided.IsCompletedSuccessfully
                ? provided.Result
                : await provided.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // If the provider's connection fails, that is not a failure of Quay. It is neither retried nor reported as one.
            throw new QuayAuthenticationException(
                "The TokenProvider of the options failed, so no request was sent. See the inner exception.", fault);
        }

        if (token is null)
        {
            return null;
        }

        if (_lastHeader is { } last && last.AsSpan(Scheme.Length).SequenceEqual(token))
        {
            return last;
        }

        if (BearerToken.BrokenRule(token) is { } rule)
        {
            throw new QuayAuthenticationException($"The TokenProvider of the options returned a token that cannot be sent: {rule}.");
        }

        KnownTokens.Add(token);
        return _lastHeader = Scheme + token;
    }
}
