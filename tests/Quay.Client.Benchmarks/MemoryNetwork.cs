using System.Net;

namespace Quay.Client.Benchmarks;

/// <summary>Answers without a network: what is left is what a client itself costs.</summary>
internal sealed class MemoryNetwork(Pages pages) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(pages.Answer(request.RequestUri!.Query));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }
}
