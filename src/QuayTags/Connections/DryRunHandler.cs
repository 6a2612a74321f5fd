using System.Text.Json.Nodes;

namespace QuayTags;

/// <summary>
/// Sends requests that read, and stops at the first one that writes while the gate is closed. So a dry run makes every check of the real
/// run.
/// </summary>
internal sealed class DryRunHandler(HttpMessageHandler network, WriteGate gate) : DelegatingHandler(network)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (gate.IsOpen || request.Method == HttpMethod.Get)
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
