using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests the address, the port, the certificate and the protocols of a server.</summary>
public sealed class ServerOptionsTests : IDisposable
{
    private const string Tags = "api/v1/repository/acme/app/tag/";

    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly FakeQuay _quay = new(new WatchedClock());

    public ServerOptionsTests() => _quay.AddRepository("acme/app", isPublic: true);

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task Server_listens_on_the_configured_port()
    {
        int port = FreePort();
        await using FakeQuayServer server = FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Port = port });
        Assert.Equal(new Uri($"http://127.0.0.1:{port}/"), server.Endpoint);
        Assert.NotEqual(port, server.OtherOrigin.Port);
        Assert.Equal((200, HttpVersion.Version11), await GetAsync(server, Tags));
    }

    [Fact]
    public async Task Port_in_use_throws_IOException()
    {
        await using FakeQuayServer server = FakeQuayServer.Start(_quay);
        Assert.Throws<IOException>(() => FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Port = server.Endpoint.Port }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void Port_out_of_range_is_rejected(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Port = port }));

    [Theory]
    [InlineData("")]
    [InlineData("localhost:8443")]
    [InlineData("https://localhost")]
    [InlineData("a b")]
    public void Invalid_host_is_rejected_before_the_port_is_opened(string host)
    {
        int port = FreePort();
        Assert.Throws<ArgumentException>(() => FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Port = port, Host = host }));
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    [InlineData("::", "[::1]")]
    public async Task Server_listens_on_the_configured_address(string address, string host)
    {
        await using FakeQuayServer server = FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Address = IPAddress.Parse(address) });
        Assert.Equal((host, host), (server.Endpoint.Host, server.OtherOrigin.Host));
        Assert.Equal((200, HttpVersion.Version11), await GetAsync(server, Tags));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Server_with_a_certificate_speaks_https_in_both_versions_of_HTTP(string version)
    {
        await using FakeQuayServer server = StartSecure();
        Assert.Equal(("https", "localhost"), (server.Endpoint.Scheme, server.Endpoint.Host));
        Assert.Equal((200, Version.Parse(version)), await GetAsync(server, Tags, Version.Parse(version)));
        Assert.Equal(("https", "localhost"), (server.OtherOrigin.Scheme, server.OtherOrigin.Host));
        Assert.Equal((404, Version.Parse(version)), await GetAsync(server, server.OtherOrigin + Tags, Version.Parse(version)));
        Assert.Equal([Version.Parse(version), Version.Parse(version)], _quay.Requests.Select(exchange => exchange.Request.HttpVersion));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Redirect_and_error_link_of_an_https_server_are_https(string version)
    {
        await using FakeQuayServer server = StartSecure();
        using HttpClient client = Client(server, Version.Parse(version));
        using HttpResponseMessage redirect = await client.GetAsync(new Uri("api/v1/repository/acme/app/tag", UriKind.Relative));
        Assert.Equal(new Uri(server.Endpoint, Tags), redirect.Headers.Location);
        using HttpResponseMessage error = await client.GetAsync(new Uri("api/v1/repository/acme/private/tag/", UriKind.Relative));
        Assert.Contains(
            $"\"{server.Endpoint}api/v1/error/invalid_token\"", await error.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_over_HTTP_2_has_Quays_headers_except_Connection()
    {
        _quay.IsBehindNginx = true;
        await using FakeQuayServer server = StartSecure();
        using HttpClient client = Client(server, HttpVersion.Version20);
        using HttpResponseMessage response = await client.GetAsync(new Uri(Tags, UriKind.Relative));
        Assert.Equal(
            _quay.Requests[0].Response!.Headers
                .Where(header => header.Key != "Connection")
                .Select(header => $"{header.Key}: {header.Value}".ToUpperInvariant())
                .Order(),
            response.Headers.NonValidated
                .Concat(response.Content.Headers.NonValidated)
                .Select(header => $"{header.Key}: {header.Value}".ToUpperInvariant())
                .Order());
    }

    [Theory]
    [InlineData(9_000, 50, 414)]
    [InlineData(50, 9_000, 400)]
    [InlineData(50, 500_000, 400)]
    public async Task Request_too_large_for_Quay_gets_its_error_over_HTTP_2(int target, int header, int status)
    {
        await using FakeQuayServer server = StartSecure();
        using HttpClient client = Client(server, HttpVersion.Version20);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/" + new string('a', target)) { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("X-Large", new string('a', header));
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal((status, "nginx"), ((int)response.StatusCode, response.Headers.Server.ToString()));
    }

    [Fact]
    public async Task Cut_over_HTTP_2_ends_one_request_and_leaves_the_connection()
    {
        await using FakeQuayServer server = StartSecure();
        using HttpClient client = Client(server, HttpVersion.Version20);
        _quay.Faults.InOrder(Fault.Cut, Fault.CutBody(4), Fault.LostResponse, null);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(Tags, UriKind.Relative)));
        using HttpResponseMessage cut = await client.GetAsync(new Uri(Tags, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(_quay.Requests[1].Response!.Body.Length, cut.Content.Headers.ContentLength);
        await Assert.ThrowsAsync<HttpRequestException>(() => cut.Content.ReadAsByteArrayAsync().WaitAsync(Watchdog.Limit));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(Tags, UriKind.Relative)));
        Assert.StartsWith("{\"tags\"", await client.GetStringAsync(new Uri(Tags, UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(4, _quay.Requests.Count);
    }

    [Fact]
    public async Task Delay_and_stall_over_HTTP_2_last_until_the_client_gives_up()
    {
        await using FakeQuayServer server = StartSecure();
        using HttpClient client = Client(server, HttpVersion.Version20);
        _quay.Faults.InOrder(Fault.StallBody(4), Fault.Delay(TimeSpan.FromHours(1)));
        using HttpResponseMessage stalled = await client.GetAsync(
            new Uri(Tags, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        byte[] start = new byte[4];
        Stream body = await stalled.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(start);
        using var cancellation = new CancellationTokenSource();
        Task<int> rest = body.ReadAsync(start, cancellation.Token).AsTask();
        Assert.False(rest.IsCompleted);
        Task<HttpResponseMessage> delayed = client.GetAsync(new Uri(Tags, UriKind.Relative), cancellation.Token);
        Assert.Equal(TimeSpan.FromHours(1), await ((WatchedClock)_quay.TimeProvider).Waited);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest.WaitAsync(Watchdog.Limit));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delayed.WaitAsync(Watchdog.Limit));
    }

    [Fact]
    public async Task Unsendable_header_over_HTTP_2_returns_500_and_throws_on_disposal()
    {
        FakeQuayServer server = StartSecure();
        _quay.Faults.Next(Fault.Redirect(new Uri("/\u00e4", UriKind.Relative)));
        Assert.Equal((500, HttpVersion.Version20), await GetAsync(server, Tags, HttpVersion.Version20));
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.DisposeAsync().AsTask());
    }

    [Fact]
    public void Certificate_without_a_private_key_is_rejected()
    {
        using X509Certificate2 publicPart = X509CertificateLoader.LoadCertificate(_certificate.Export(X509ContentType.Cert));
        Assert.Throws<ArgumentException>(() => FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Certificate = publicPart }));
    }

    [Fact]
    public void Fake_references_only_NET_and_ASP_NET_Core() =>
        Assert.All(typeof(FakeQuayServer).Assembly.GetReferencedAssemblies(), reference => Assert.Matches(
            @"^(System|Microsoft\.(AspNetCore|Extensions|Net\.Http\.Headers|Win32))\b", reference.Name));

    private FakeQuayServer StartSecure() =>
        FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Certificate = _certificate, Host = "localhost" });

    private HttpClient Client(FakeQuayServer server, Version version) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => _certificate.Equals(certificate) },
    })
    {
        BaseAddress = server.Endpoint,
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Watchdog.Limit,
    };

    private async Task<(int Status, Version Version)> GetAsync(FakeQuayServer server, string target, Version? version = null)
    {
        using HttpClient client = Client(server, version ?? HttpVersion.Version11);
        using HttpResponseMessage response = await client.GetAsync(new Uri(target, UriKind.RelativeOrAbsolute));
        return ((int)response.StatusCode, response.Version);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
