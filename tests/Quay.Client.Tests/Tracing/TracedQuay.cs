using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Tracing;

/// <summary>Provides the repository <c>acme/app</c> on a server on loopback, and a client that records one trace.</summary>
internal sealed class TracedQuay : IAsyncDisposable
{
    private readonly FakeQuayServer _server;

    public TracedQuay(HttpSpans http = HttpSpans.Instrumented, Action<QuayClientOptions>? configure = null)
    {
        Fake = new FakeQuay(Clock);
        App = Fake.AddRepository("acme/app");
        _server = FakeQuayServer.Start(Fake);
        var options = new QuayClientOptions
        {
            Endpoint = _server.Endpoint,
            Token = Fake.Token,
            TimeProvider = Clock,
            RetryDelay = TimeSpan.Zero,
            MaxConcurrentPages = 1,
            AttemptTimeout = TestClock.WaitLimit,
            Timeout = 2 * TestClock.WaitLimit,
        };
        configure?.Invoke(options);
        Client = new QuayClient(options);
        Trace = new OneTrace(http);
    }

    public TestClock Clock { get; } = new();

    public FakeQuay Fake { get; }

    public FakeRepository App { get; }

    public QuayClient Client { get; }

    public OneTrace Trace { get; }

    public Uri Endpoint => _server.Endpoint;

    /// <summary>Pushes tags, so that the history has this many entries.</summary>
    public TracedQuay WithHistory(int entries)
    {
        for (int number = 0; number < entries; number++)
        {
            App.Push($"build-{number}");
        }

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Trace.Dispose();
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
