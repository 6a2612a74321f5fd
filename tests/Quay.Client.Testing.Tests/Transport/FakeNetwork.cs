namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Provides a client of a fake, through the server or the handler.</summary>
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

    /// <summary>Sends a GET and returns the response when its headers arrive.</summary>
    public Task<HttpResponseMessage> GetHeadAsync(string target = "/api/v1/x", CancellationToken cancellationToken = default) =>
        Client.GetAsync(new Uri(target, UriKind.RelativeOrAbsolute), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Sends a GET and returns the status and the whole body.</summary>
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
