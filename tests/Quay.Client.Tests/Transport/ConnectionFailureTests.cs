using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies which connection failures are retried, and their messages.</summary>
[Trait("Speed", "Slow")]
public class ConnectionFailureTests
{
    private const string Login = "canary-proxy";

    [Theory]
    [InlineData("localhost", 1, 1, "UntrustedRoot", "SSL_CERT_FILE")]
    [InlineData("other.test", 1, 1, "RemoteCertificateNameMismatch", "Endpoint must name the host that the certificate names")]
    [InlineData("localhost", 10, -5, "NotTimeValid", "renew it, or set this machine's clock")]
    [InlineData("localhost", -5, 10, "NotTimeValid", "renew it, or set this machine's clock")]
    public async Task Rejected_certificate_is_not_retried_and_the_message_has_the_reason(
        string host, int daysAgo, int daysAhead, string reason, string advice)
    {
        using X509Certificate2 certificate = TlsServer.NewCertificate(host, daysAgo, daysAhead);
        await using var server = new TlsServer(new SslServerAuthenticationOptions { ServerCertificate = certificate });

        QuayConnectionException error = await FailAsync(server.Address);

        Assert.Equal(1, server.Connections);
        Assert.StartsWith($"GET {server.Address}api/v1/repository/acme/app: no connection: The SSL connection could not be established: ",
            error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.IsType<AuthenticationException>(error.InnerException!.InnerException);
    }

    [Fact]
    public async Task Write_over_an_untrusted_certificate_is_attempted_once_and_not_verified()
    {
        using X509Certificate2 certificate = TlsServer.NewCertificate("localhost");
        await using var server = new TlsServer(new SslServerAuthenticationOptions { ServerCertificate = certificate });
        using var client = new QuayClient(new QuayClientOptions { Endpoint = server.Address, RetryDelay = TimeSpan.Zero });

        var error = await Assert.ThrowsAsync<QuayConnectionException>(
            () => client.Repositories.ChangeVisibilityAsync("acme/app", RepositoryVisibility.Public).WaitAsync(Watchdog.Limit));

        Assert.Equal(1, server.Connections);
        Assert.Contains("UntrustedRoot", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_through_a_proxy_that_refuses_it_is_attempted_once_and_not_verified()
    {
        string response = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        await using var proxy = new RawServer(response, response, response, response);
        using SocketsHttpHandler handler = ThroughProxy(proxy.Address);
        using var client =
            new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test"), RetryDelay = TimeSpan.Zero }, handler);

        await Assert.ThrowsAsync<QuayConnectionException>(
            () => client.Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly).WaitAsync(Watchdog.Limit));

        Assert.Equal(1, proxy.Connections);
    }

    [Fact]
    public async Task Write_ended_by_a_TLS_alert_is_verified()
    {
        // The server can send the alert after it has read the request.
        var network = new ScriptedHandler(request => request.Method == HttpMethod.Get
            ? ScriptedHandler.Json("{\"namespace\": \"acme\", \"name\": \"app\", \"is_public\": true}")
            : throw new HttpRequestException(
                "An error occurred while sending the request.",
                new IOException("The decryption operation failed, see inner exception.", new CryptographicException(
                    "error:0A000438:SSL routines::tlsv1 alert internal error"))));
        using var client =
            new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test"), RetryDelay = TimeSpan.Zero }, network);

        await client.Repositories.ChangeVisibilityAsync("acme/app", RepositoryVisibility.Public);

        Assert.Equal(2, network.Requests.Count);
    }

    [Fact]
    public async Task Certificate_trusted_by_the_callers_handler_is_accepted()
    {
        using X509Certificate2 certificate = TlsServer.NewCertificate("localhost");
        await using var server = new TlsServer(new SslServerAuthenticationOptions { ServerCertificate = certificate });
        using var handler = new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy =
                    new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate } },
            },
        };
        using var client = new QuayClient(new QuayClientOptions { Endpoint = server.Address }, handler);

        Assert.Equal("app", (await client.Repositories.GetAsync("acme/app")).Name);
    }

    [Fact]
    public async Task Missing_common_TLS_version_is_not_retried()
    {
        using X509Certificate2 certificate = TlsServer.NewCertificate("localhost");
        await using var server =
            new TlsServer(new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = SslProtocols.Tls12 });
        using var handler = new SocketsHttpHandler { SslOptions = { EnabledSslProtocols = SslProtocols.Tls13 } };

        QuayConnectionException error = await FailAsync(server.Address, handler);

        Assert.Equal(1, server.Connections);
        Assert.Contains("no common TLS version", error.Message, StringComparison.Ordinal);
    }

    // TLS alerts of servers that require a client certificate.
    [Theory]
    [InlineData(40)]
    [InlineData(42)]
    [InlineData(48)]
    [InlineData(116)]
    public async Task Required_client_certificate_is_not_retried(byte alert)
    {
        await using var server =
            new RawServer([.. Enumerable.Repeat($"\u0015\u0003\u0003\0\u0002\u0002{(char)alert}", 4)]) { RespondsToFirstBytes = true };

        QuayConnectionException error = await FailAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri);

        Assert.Equal(1, server.Connections);
        Assert.Contains("set SslOptions.ClientCertificates", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_refusal_after_the_handshake_is_not_retried()
    {
        // Under TLS 1.3, OpenSSL reports the refusal in this way when the client reads the response.
        var network = new ScriptedHandler(_ => throw new HttpRequestException(
            "An error occurred while sending the request.",
            new IOException("The decryption operation failed, see inner exception.", new CryptographicException(
                "error:0A00045C:SSL routines::tlsv13 alert certificate required"))));

        var error = Assert.IsType<QuayConnectionException>(await Call.GetAsync(network));

        Assert.Single(network.Requests);
        Assert.Contains(
            "The decryption operation failed: error:0A00045C:SSL routines::tlsv13 alert certificate required. "
            + "The server may require a client",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_without_TLS_is_not_retried()
    {
        string http = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        await using var server = new RawServer(http, http, http, http) { RespondsToFirstBytes = true };

        QuayConnectionException error = await FailAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri);

        Assert.Equal(1, server.Connections);
        Assert.Contains("if the port is for http, write http in Endpoint", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><center>The plain HTTP request was sent to HTTPS port</center></html>")]
    [InlineData("Client sent an HTTP request to an HTTPS server.\n")]
    [InlineData("Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />")]
    public async Task Http_request_to_an_https_port_gets_advice_if_the_server_reports_it(string body)
    {
        await using var server = new RawServer($"HTTP/1.1 400 Bad Request\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        using var client = new QuayClient(new QuayClientOptions { Endpoint = server.Address, RetryDelay = TimeSpan.Zero });

        var error = await Assert.ThrowsAsync<QuayException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.Contains("write https in Endpoint", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Http_request_to_an_https_port_gets_advice_if_the_server_closes_the_connection()
    {
        await using var server = new RawServer([.. Enumerable.Repeat("", 20)]);

        QuayConnectionException error = await FailAsync(server.Address);

        Assert.Contains("at attempt 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("if the port is for https, write https in Endpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_is_closed_over_https_gets_no_advice_about_http()
    {
        var handler = new ScriptedHandler(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded));

        var error = Assert.IsType<QuayConnectionException>(await Call.GetAsync(handler));

        Assert.DoesNotContain("write https in Endpoint", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required", "The proxy requires a login")]
    [InlineData("403 Forbidden", "The proxy refuses to connect to this host")]
    public async Task Proxy_refusal_of_a_tunnel_is_not_retried_and_hides_the_login(string status, string advice)
    {
        string response = $"HTTP/1.1 {status}\r\nProxy-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n";
        await using var proxy = new RawServer(response, response, response, response);

        QuayConnectionException error = await FailAsync(new Uri("https://quay.test"), ThroughProxy(proxy.Address));

        Assert.Equal(1, proxy.Connections);
        Assert.Contains($"no connection through the proxy {proxy.Address.GetLeftPart(UriPartial.Authority)}: ", error.Message,
            StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Login, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_without_an_upstream_connection_is_retried()
    {
        string response = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
        await using var proxy = new RawServer(response, response, response, response);

        QuayConnectionException error = await FailAsync(new Uri("https://quay.test"), ThroughProxy(proxy.Address));

        Assert.Equal(4, proxy.Connections);
        Assert.Contains(
            $"through the proxy {proxy.Address.GetLeftPart(UriPartial.Authority)} at attempt 4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Login, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required", "The proxy requires a login")]
    [InlineData("403 Forbidden", "a proxy or firewall")]
    public async Task Proxy_refusal_of_a_request_names_the_proxy_without_its_login(string status, string advice)
    {
        await using var proxy = new RawServer($"HTTP/1.1 {status}\r\nProxy-Authenticate: Bearer\r\nContent-Length: 2\r\n\r\nno");
        using SocketsHttpHandler handler = ThroughProxy(proxy.Address);
        using var client =
            new QuayClient(new QuayClientOptions { Endpoint = new Uri("http://quay.test"), RetryDelay = TimeSpan.Zero }, handler);

        var error = await Assert.ThrowsAnyAsync<QuayException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.Equal(1, proxy.Connections);
        Assert.Contains($"The request went through the proxy {proxy.Address.GetLeftPart(UriPartial.Authority)}.", error.Message,
            StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Login, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0005\u007f")]
    [InlineData("\u0005\u0002")]
    public async Task SOCKS_proxy_that_requires_a_login_is_not_retried(string response)
    {
        await using var proxy = new RawServer(response, response, response, response) { RespondsToFirstBytes = true };

        QuayConnectionException error = await FailAsync(
            new Uri("https://quay.test"), new SocketsHttpHandler { Proxy = new WebProxy($"socks5://127.0.0.1:{proxy.Address.Port}") });

        Assert.Equal(1, proxy.Connections);
        Assert.Contains($"through the proxy socks5://127.0.0.1:{proxy.Address.Port}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("The proxy requires a login", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_environment_proxy_is_retried_and_named()
    {
        QuayConnectionException error = await FailAsync(new Uri($"https://{OneHostProxy.ProxiedHost}"));

        Assert.Contains("no complete response through the proxy http://127.0.0.1:1 at attempt 4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Login, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_out_message_names_a_proxy_that_never_responds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var clock = new TestClock();
        using SocketsHttpHandler handler = ThroughProxy(new Uri($"http://{silent.LocalEndpoint}"));
        Task<Exception?> call = Call.GetAsync(handler, clock, options => options.MaxRetries = 0);

        clock.Advance(TimeSpan.FromHours(2));

        var error = Assert.IsType<QuayTimeoutException>(await call);
        Assert.Contains($"no complete response through the proxy http://{silent.LocalEndpoint} within 7200 seconds", error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(Login, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsupported_proxy_scheme_throws_QuayConnectionException()
    {
        QuayConnectionException error = await FailAsync(
            new Uri("https://quay.test"), new SocketsHttpHandler { Proxy = new WebProxy($"ftp://user:{Login}@127.0.0.1:1") });

        Assert.Contains("no connection through the proxy ftp://127.0.0.1:1: Only the", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Login, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_proxy_is_named_for_a_handler_without_a_known_proxy()
    {
        var address = new Uri($"https://{OneHostProxy.ProxiedHost}");
        using var bypassing = new SocketsHttpHandler { UseProxy = false };
        using var other = new ScriptedHandler();
        using var http = new HttpClientHandler { Proxy = new WebProxy("http://proxy.test:3128", BypassOnLocal: false, [@"quay\.test"]) };

        Assert.Null(ProxyInUse.Of(bypassing, address));
        Assert.Null(ProxyInUse.Of(other, address));
        Assert.Null(ProxyInUse.Of(http, new Uri("https://quay.test")));
        Assert.Equal("http://proxy.test:3128", ProxyInUse.Of(http, address));
    }

    [Fact]
    public async Task Connection_closed_during_the_handshake_is_retried()
    {
        await using var server = new RawServer("", "", "", "") { RespondsToFirstBytes = true };

        QuayConnectionException error = await FailAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri);

        Assert.Equal(4, server.Connections);
        Assert.Contains("unexpected EOF", error.Message, StringComparison.Ordinal);
    }

    private static SocketsHttpHandler ThroughProxy(Uri proxy) =>
        new() { Proxy = new WebProxy($"http://user:{Login}@127.0.0.1:{proxy.Port}") };

    private static async Task<QuayConnectionException> FailAsync(Uri endpoint, SocketsHttpHandler? handler = null)
    {
        using SocketsHttpHandler network = handler ?? HandlerChain.CreatePrimary();
        using var client = new QuayClient(new QuayClientOptions { Endpoint = endpoint, RetryDelay = TimeSpan.Zero }, network);
        return await Assert.ThrowsAsync<QuayConnectionException>(() => client.Repositories.GetAsync("acme/app").WaitAsync(Watchdog.Limit));
    }
}
