namespace Quay.Client.Testing;

/// <summary>
/// A fake Quay as a network without sockets: what an <see cref="HttpClient"/> sends goes to the fake, whatever its address, and the answers
/// and their faults are as .NET reports them from a real network. A request to another origin than <see cref="Endpoint"/> is logged and
/// answered 404, as by a web server that is no Quay. Safe for use by several threads at once; redirects are not followed, cookies not kept.
/// </summary>
public sealed class FakeQuayHandler : HttpMessageHandler
{
    private readonly Func<FakeRequest, FakeResponse> _handle;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a handler; several may lead to the same fake.</summary>
    public FakeQuayHandler(FakeQuay quay)
    {
        ArgumentNullException.ThrowIfNull(quay);
        (_handle, _timeProvider) = (quay.Handle, quay.TimeProvider);
    }

    internal FakeQuayHandler(Func<FakeRequest, FakeResponse> handle, TimeProvider timeProvider) =>
        (_handle, _timeProvider) = (handle, timeProvider);

    /// <summary>
    /// Where the fake is: an absolute address, of which scheme, host and port count. Default <c>https://quay.example/</c>.
    /// </summary>
    public Uri Endpoint { get; init; } = new("https://quay.example/");

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The fake cut the connection.</exception>
    /// <exception cref="FakeQuayAssertionException">The fake is strict and has something against the request.</exception>
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
