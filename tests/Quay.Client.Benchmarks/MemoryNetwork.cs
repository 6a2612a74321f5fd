using System.Net;

namespace Quay.Client.Benchmarks;

/// <summary>Answers without a network: what is left is what a client itself costs.</summary>
/// <param name="answer">The body of the answer to a query.</param>
internal sealed class MemoryNetwork(Func<string, byte[]> answer) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(answer(request.RequestUri!.Query));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }
}
