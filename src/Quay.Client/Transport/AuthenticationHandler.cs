using System.Net.Http.Headers;
using Quay.Client.Errors;

namespace Quay.Client.Transport;

/// <summary>
/// Gives each attempt a fresh token, on its way to the configured origin and to no other. Without a provider a header of the host's own stays.
/// </summary>
internal sealed class AuthenticationHandler(Uri endpoint, Func<CancellationToken, ValueTask<string?>>? tokenProvider) : DelegatingHandler
{
    // A token is checked and made a header once, not for each request.
    private AuthenticationHeaderValue? _last;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (tokenProvider is not null)
        {
            request.Headers.Authorization = Origin.IsSame(request.RequestUri, endpoint)
                ? await AskAsync(tokenProvider, cancellationToken).ConfigureAwait(false)
                : null;
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<AuthenticationHeaderValue?> AskAsync(
        Func<CancellationToken, ValueTask<string?>> provider, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            // A provider that does not look at its token is not to hold up a call whose time is over.
            ValueTask<string?> asked = provider(cancellationToken);
            token = asked.IsCompletedSuccessfully ? asked.Result : await asked.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Its own failure to connect is not Quay's, and is neither retried nor reported as such.
            throw new QuayAuthenticationException("The TokenProvider of the options failed, so nothing was sent. The inner exception says why.", fault);
        }

        if (token is null)
        {
            return null;
        }

        if (_last is { } last && last.Parameter == token)
        {
            return last;
        }

        return BearerToken.BrokenRule(token) is { } rule
            ? throw new QuayAuthenticationException($"The TokenProvider of the options gave a token that cannot be sent: {rule}.")
            : _last = new AuthenticationHeaderValue("Bearer", token);
    }
}
