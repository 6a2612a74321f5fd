namespace Quay.Client.Tests.Options;

/// <summary>Records the Authorization header of each request, as a handler of the host.</summary>
internal sealed class AuthorizationRecorder(List<string?> authorizations) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        authorizations.Add(request.Headers.Authorization?.ToString());
        return base.SendAsync(request, cancellationToken);
    }
}
