using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace QuayTags.Tests;

/// <summary>A server that takes requests and never answers.</summary>
internal sealed class SilentQuay : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WireMockServer _server = TestQuay.Start();

    public SilentQuay() => _server.Given(Request.Create()).RespondWith(Response.Create().WithCallback(async _ =>
    {
        _asked.TrySetResult();
        await _end.Task;
        return new WireMock.ResponseMessage();
    }));

    public string Url => _server.Url!;

    /// <summary>Ends when the first request is there.</summary>
    public Task Asked => _asked.Task;

    public void Dispose()
    {
        _end.TrySetResult();
        _server.Dispose();
    }
}
