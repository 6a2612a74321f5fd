using System.Text.Json.Nodes;

namespace QuayTags;

/// <summary>
/// Lets what reads through to the network, and stops the first request that writes: so a dry run goes through every check of the real one.
/// </summary>
internal sealed class DryRunHandler(HttpMessageHandler network) : DelegatingHandler(network)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        throw new DryRunException(new DryRunRequest
        {
            Method = request.Method.Method,
            Path = request.RequestUri!.PathAndQuery,
            Body = body.Length > 0 ? JsonNode.Parse(body) : null,
        });
    }
}
