namespace Quay.Client.Testing;

/// <summary>
/// A fake Quay as a network without sockets: what an <see cref="HttpClient"/> sends goes to the fake, whatever its address, and the answers
/// and their faults are as .NET reports them from a real network. A request to another origin than <see cref="Endpoint"/> is logged and
/// answered 404, as by a web server that is no Quay. Safe for use by several threads at once; redirects are not followed, cookies not kept.
/// </summary>
public sealed class FakeQuayHandler : HttpMessageHandler
{
    private readonly Func<FakeRequest, FakeResponse> _answer;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a handler; several may lead to the same fake.</summary>
    public FakeQuayHandler(FakeQuay quay)
    {
        ArgumentNullException.ThrowIfNull(quay);
        (_answer, _timeProvider) = (quay.Answer, quay.TimeProvider);
    }

    internal FakeQuayHandler(Func<FakeRequest, FakeResponse> answer, TimeProvider timeProvider) =>
        (_answer, _timeProvider) = (answer, timeProvider);

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
        FakeResponse answer = _answer(await MemoryMessages.ReadAsync(request, Endpoint, cancellationToken).ConfigureAwait(false));
        if (answer.Delay > TimeSpan.Zero)
        {
            await Task.Delay(answer.Delay, _timeProvider, cancellationToken).ConfigureAwait(false);
        }

        if (answer is { SaysNothing: true, Ending: ResponseEnding.Stall })
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }

        return answer.SaysNothing ? throw CutConnection.BeforeResponse() : MemoryMessages.ToResponse(answer, request);
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();
}
