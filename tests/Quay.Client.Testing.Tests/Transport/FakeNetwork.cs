namespace Quay.Client.Testing.Tests.Transport;

/// <summary>A client, and a fake behind one of the carriers.</summary>
internal sealed class FakeNetwork : IAsyncDisposable
{
    private readonly FakeQuayServer? _server;

    public FakeNetwork(
        TransportKind transport, Func<FakeRequest, FakeResponse>? rules = null, Func<FakeRequest, string?>? routingErrorOf = null)
    {
        Quay = new Pipeline(rules ?? (_ => TestMessages.JsonResponse), Clock, routingErrorOf);
        HttpMessageHandler handler;
        if (transport == TransportKind.Server)
        {
            _server = FakeQuayServer.Start(Quay.Handle, Clock);
            (Endpoint, OtherOrigin) = (_server.Endpoint, _server.OtherOrigin);
            handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        }
        else
        {
            (Endpoint, OtherOrigin) = (new Uri("https://quay.example/"), new Uri("https://other.example/"));
            handler = new FakeQuayHandler(Quay.Handle, Clock);
        }

        Client = new HttpClient(handler) { BaseAddress = Endpoint, Timeout = Watchdog.Limit };
    }

    public WatchedClock Clock { get; } = new();

    public Pipeline Quay { get; }

    public HttpClient Client { get; }

    public Uri Endpoint { get; }

    public Uri OtherOrigin { get; }

    /// <summary>The answer to a GET, as soon as its head is there.</summary>
    public Task<HttpResponseMessage> GetHeadAsync(string target = "/api/v1/x", CancellationToken cancellationToken = default) =>
        Client.GetAsync(new Uri(target, UriKind.RelativeOrAbsolute), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>The whole answer to a GET: its status, and its body as text.</summary>
    public async Task<(int Status, string Body)> GetAsync(string target = "/api/v1/x")
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(target, UriKind.RelativeOrAbsolute));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
