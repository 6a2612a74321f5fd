using System.Net;
using System.Text;

namespace Quay.Client.Tests.Options;

/// <summary>In place of the network: notes what arrives and answers with a status, and with an empty tag list when that is a success.</summary>
internal sealed class Network(HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
{
    private const string Page = """{"tags": [], "page": 1, "has_additional": false}""";

    public List<(Uri? Address, string? Authorization)> Arrived { get; } = [];

    public Dictionary<string, string> LastHeaders { get; private set; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Arrived.Add((request.RequestUri, request.Headers.Authorization?.ToString()));
        LastHeaders = request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(Page, Encoding.UTF8, "application/json") });
    }
}
