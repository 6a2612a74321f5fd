using Polly;
using Polly.Timeout;
using Refit;

namespace Quay.Client;

/// <summary>Binds a Refit interface to an HttpClient, and keeps Refit's own exceptions from getting out.</summary>
/// <param name="client">What sends the requests.</param>
/// <param name="lifetime">Tells a call that the disposal of the client ended.</param>
internal sealed class WireFactory(HttpClient client, ClientLifetime lifetime)
{
    private static readonly QuayContentSerializer Serializer = new();

    private readonly RefitSettings _settings = new(Serializer)
    {
        // Quay's front closes each HTTP/1.1 connection and allows ten times the rate on HTTP/2.
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,

        // Errors have become exceptions in the handler chain, where the caller's token still reaches.
        ExceptionFactory = ExpectedResponses.CheckAsync,
        DeserializationExceptionFactory = DescribeUnreadableAsync,
        TransportExceptionFactory = (request, fault, cancellationToken) => DescribeFailure(request, fault, lifetime, cancellationToken),
    };

    public TApi Create<TApi>() => RestService.ForGenerated<TApi>(client, _settings);

    private static async ValueTask<Exception?> DescribeUnreadableAsync(HttpResponseMessage response, Exception fault)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return UnreadableResponse.Of(response, body, fault);
    }

    /// <summary>Failures that arise outside the handler chain: in the HttpClient itself and in handlers that a host put before the chain.</summary>
    private static Exception DescribeFailure(HttpRequestMessage request, Exception fault, ClientLifetime lifetime, CancellationToken cancellationToken)
    {
        // Disposal cancels requests, breaks connections and takes the handlers away; which of them a call meets is chance.
        if (lifetime.IsOver
            && !cancellationToken.IsCancellationRequested
            && fault is OperationCanceledException or ObjectDisposedException or HttpRequestException or IOException or QuayConnectionException)
        {
            return ClientLifetime.Ended(RequestDescription.Of(request), FaultDescription.Of(fault, SentToken.Of(request)).Inner);
        }

        (string words, Exception? inner) = FaultDescription.Of(fault, SentToken.Of(request));
        return fault switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => fault,
            OperationCanceledException { InnerException: TimeoutException } or TimeoutRejectedException =>
                new QuayTimeoutException($"{RequestDescription.Of(request)}: a time limit that is not in the client's options ended the call: {words}", inner),
            OperationCanceledException => new QuayConnectionException(
                $"{RequestDescription.Of(request)}: the call was cancelled, but not by its caller: the HttpClient was disposed, or a handler of the host gave up.", inner),
            ExecutionRejectedException =>
                new QuayConnectionException($"{RequestDescription.Of(request)}: a handler of the host did not let it through: {words}", inner),
            HttpRequestException => new QuayConnectionException($"{RequestDescription.Of(request)}: no answer: {words}", inner),
            _ => fault,
        };
    }
}
