using System.Globalization;

namespace QuayTags;

/// <summary>Counts the attempts to send requests for the progress, and writes each one with <c>--verbose</c>.</summary>
internal sealed class RequestHandler(HttpMessageHandler network, ToolContext context) : DelegatingHandler(network)
{
    private readonly TimeProvider _clock = context.ClientOptions.TimeProvider;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        context.Progress?.CountRequest();
        if (!context.IsVerbose)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        long start = _clock.GetTimestamp();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Write(request, $"{(int)response.StatusCode}", start);
            return response;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            Write(request, fault is OperationCanceledException ? "canceled" : "no response", start);
            throw;
        }
    }

    // The headers are never written, because one of them is the token.
    private void Write(HttpRequestMessage request, string result, long start) => context.Trace(string.Create(
        CultureInfo.InvariantCulture,
        $"{request.Method} {request.RequestUri?.PathAndQuery}: {result} in {_clock.GetElapsedTime(start).TotalMilliseconds:0} ms"));
}
