namespace Quay.Client.Tests.Options;

/// <summary>A handler of a host: notes the Authorization header of each request that passes.</summary>
internal sealed class Watcher(List<string?> seen) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        seen.Add(request.Headers.Authorization?.ToString());
        return base.SendAsync(request, cancellationToken);
    }
}
