namespace Quay.Client;

/// <summary>
/// Turns every failure into an exception of the package. Refit, above this handler, would read the body of an error without the caller's
/// cancellation token, and its exception would keep the request with the Authorization header.
/// </summary>
internal sealed class ErrorHandler(ApiRoot api, TimeProvider timeProvider, ClientDiagnostics diagnostics) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? address = request.RequestUri;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or NotSupportedException)
        {
            throw FailureOf(request, address).NoResponse(fault);
        }

        response.RequestMessage ??= request;
        bool isForeign = IsForeign(response, address);
        if (response.IsSuccessStatusCode && !isForeign)
        {
            if (diagnostics.HasRejectedTokens && TokenEvidence.IsOfAcceptance(request) && RequestFailure.TokenOf(request) is { } accepted)
            {
                diagnostics.TokenAccepted(accepted);
            }

            return response;
        }

        using (response)
        {
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            RequestFailure failure = FailureOf(request, address);
            QuayException fault = isForeign
                ? failure.ForeignResponse(response)
                : failure.ErrorStatus(response, body, RetryRule.RetryAfter(response, timeProvider));
            if (!isForeign && TokenEvidence.IsOfRejection(request, fault) && RequestFailure.TokenOf(request) is { } rejected)
            {
                diagnostics.TokenRejected(rejected);
            }

            throw fault;
        }
    }

    // A network handler of the caller that follows redirects writes the new address into the request.
    private bool IsForeign(HttpResponseMessage response, Uri? address) =>
        response.RequestMessage?.RequestUri is { } final && !ReferenceEquals(final, address) && !api.Contains(final);

    private RequestFailure FailureOf(HttpRequestMessage request, Uri? address) =>
        new(request, address) { Proxy = ProxyInUse.Of(InnerHandler, address) };
}
