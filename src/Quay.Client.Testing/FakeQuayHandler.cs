namespace Quay.Client.Testing;

/// <summary>Sends the requests of an <see cref="HttpClient"/> to a fake, in memory and without sockets.</summary>
/// <remarks>
/// Faults surface as the exceptions that .NET throws for a real connection. Requests to an origin other than <see cref="Endpoint"/> are
/// logged and get 404. The handler does not follow redirects and stores no cookies. It is thread-safe.
/// </remarks>
public sealed class FakeQuayHandler : HttpMessageHandler
{
    private readonly Func<FakeRequest, FakeResponse> _handle;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a handler for a fake. Several handlers can use the same fake.</summary>
    public FakeQuayHandler(FakeQuay quay)
    {
        ArgumentNullException.ThrowIfNull(quay);
        (_handle, _timeProvider) = (quay.Handle, quay.TimeProvider);
    }

    internal FakeQuayHandler(Func<FakeRequest, FakeResponse> handle, TimeProvider timeProvider) =>
        (_handle, _timeProvider) = (handle, timeProvider);

    /// <summary>
    /// Gets the address of the fake. Only its scheme, host and port are used. The default is <c>https://quay.example/</c>.
    /// </summary>
    public Uri Endpoint { get; init; } = new("https://quay.example/");

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">A fault closed the connection.</exception>
    /// <exception cref="FakeQuayAssertionException">The fake is strict, and the request has a routing error.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        FakeResponse response = _handle(await HandlerMessages.ReadAsync(request, Endpoint, cancellationToken).ConfigureAwait(false));
        if (response.Delay > TimeSpan.Zero)
        {
            await Task.Delay(response.Delay, _timeProvider, cancellationToken).ConfigureAwait(false);
        }

        if (response is { SendsNothing: true, Ending: ResponseEnding.Stall })
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }

        return response.SendsNothing ? throw CutConnection.BeforeResponse() : HandlerMessages.ToResponse(response, request);
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();
}
