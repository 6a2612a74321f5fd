using System.Net;

namespace Quay.Client.Benchmarks;

/// <summary>Responds without a network, so that only the client's own cost remains.</summary>
/// <param name="respond">Creates the body of the response to a query.</param>
internal sealed class MemoryNetwork(Func<string, byte[]> respond) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(respond(request.RequestUri!.Query));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }
}
