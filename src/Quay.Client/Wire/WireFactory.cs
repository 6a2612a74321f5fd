using Polly;
using Refit;

namespace Quay.Client;

/// <summary>Binds a Refit interface to an HttpClient, and replaces Refit's own exceptions.</summary>
internal sealed class WireFactory(HttpClient client, ClientLifetime lifetime)
{
    private static readonly QuayContentSerializer Serializer = new();

    private readonly RefitSettings _settings = new(Serializer)
    {
        // Quay's front closes each HTTP/1.1 connection and allows ten times the rate on HTTP/2.
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,

        // Error statuses do not arrive here: the handler chain throws, where the caller can still cancel.
        ExceptionFactory = ExpectedResponses.CheckAsync,
        DeserializationExceptionFactory = DescribeUnreadableAsync,
        TransportExceptionFactory = (request, fault, cancellationToken) => DescribeFailure(request, fault, lifetime, cancellationToken),
    };

    public TApi Create<TApi>() => RestService.ForGenerated<TApi>(client, _settings);

    private static async ValueTask<Exception?> DescribeUnreadableAsync(HttpResponseMessage response, Exception fault)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return new RequestFailure(response.RequestMessage).UnreadableResponse(response, body, fault);
    }

    // Describes failures outside the handler chain: in the HttpClient, and in handlers that a host put before the chain.
    private static Exception DescribeFailure(
        HttpRequestMessage request, Exception fault, ClientLifetime lifetime, CancellationToken cancellationToken)
    {
        bool isCancelled = cancellationToken.IsCancellationRequested;
        var failure = new RequestFailure(request);
        return fault switch
        {
            // Disposal cancels requests, breaks connections and disposes handlers, in any order for a call in progress.
            OperationCanceledException or ObjectDisposedException or HttpRequestException or IOException or QuayConnectionException
                when lifetime.IsOver && !isCancelled => failure.Disposed(fault),
            OperationCanceledException when isCancelled => fault,
            OperationCanceledException or ExecutionRejectedException or HttpRequestException => failure.OutsideChain(fault),
            _ => fault,
        };
    }
}
