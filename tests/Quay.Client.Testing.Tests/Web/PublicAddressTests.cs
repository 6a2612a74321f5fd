using System.Net;
using System.Net.Http.Headers;
using Quay.Client.Testing.Tests.Transport;

namespace Quay.Client.Testing.Tests.Web;

/// <summary>Tests that redirects and errors contain the address that the client used.</summary>
public class PublicAddressTests
{
    private readonly FakeQuay _quay = new();

    public PublicAddressTests() => _quay.AddRepository("acme/app").Push("v1");

    [Theory]
    [InlineData("http", "localhost:5000", null, "http://localhost:5000", "http://localhost:5000")]
    [InlineData("http", "Quay.Example.COM", null, "http://quay.example.com", "http://quay.example.com")]
    [InlineData("http", "quay.example.com:80", null, "http://quay.example.com", "http://quay.example.com")]
    [InlineData("http", "quay.example.com:443", null, "http://quay.example.com:443", "http://quay.example.com:443")]
    [InlineData("https", "quay.example.com:443", null, "https://quay.example.com", "https://quay.example.com")]
    [InlineData("http", "[::1]:5000", null, "http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("http", "quay.example.com", "X-Forwarded-Proto: https", "https://quay.example.com", "https://quay.example.com")]
    [InlineData("http", "quay.example.com:443", "X-Forwarded-Proto: https", "https://quay.example.com", "https://quay.example.com")]
    [InlineData("https", "quay.example.com", "X-Forwarded-Proto: http", "http://quay.example.com", "http://quay.example.com")]
    [InlineData("http", "quay.example.com", "X-Forwarded-Proto: http, https", "https://quay.example.com", "https://quay.example.com")]
    [InlineData("http", "quay.example.com", "X-Forwarded-Proto: ", "http://quay.example.com", "http://quay.example.com")]
    [InlineData("http", "quay.example.com", "X-Forwarded-Proto: gopher", "gopher://quay.example.com", "http://quay.example.com")]
    [InlineData("http", "quay.example.com", "X-Forwarded-Ssl: on", "https://quay.example.com", "https://quay.example.com")]
    [InlineData("https", "quay.example.com", "X-Forwarded-Ssl: off", "http://quay.example.com", "http://quay.example.com")]
    [InlineData("http", "quay.example.com", "X-Forwarded-Protocol: ssl", "https://quay.example.com", "https://quay.example.com")]
    [InlineData("http", "quay.example.com", "X-Forwarded-Host: other.example.com", "http://quay.example.com", "http://quay.example.com")]
    public void Host_header_and_forwarded_scheme_determine_public_addresses(
        string scheme, string host, string? header, string redirect, string link)
    {
        Assert.Equal(
            $"{redirect}/api/v1/repository/acme/app/tag/?limit=1",
            Send("/api/v1/repository/acme/app/tag?limit=1", scheme, host, header).Headers["Location"]);
        Assert.Contains(
            $"\"{link}/api/v1/error/invalid_token\"",
            Send("/api/v1/repository/acme/app/tag/", scheme, host, header).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Redirect_of_a_request_without_a_host_has_the_servers_address() => Assert.Equal(
        "http://127.0.0.1:18080/api/v1/repository/acme/app/tag/",
        Send("/api/v1/repository/acme/app/tag", "http", null, null).Headers["Location"]);

    [Fact]
    public async Task Client_that_follows_a_redirect_under_another_name_of_the_server_keeps_its_token()
    {
        await using FakeQuayServer server = FakeQuayServer.Start(_quay);
        var named = new UriBuilder(server.Endpoint) { Host = "localhost", Path = "/api/v1/repository/acme/app/tag" };
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _quay.Token);

        using HttpResponseMessage redirect = await client.GetAsync(named.Uri);
        Assert.Equal((HttpStatusCode.PermanentRedirect, $"{named.Uri}/"), (redirect.StatusCode, redirect.Headers.Location!.OriginalString));
        Assert.Contains("\"name\": \"v1\"", await client.GetStringAsync(redirect.Headers.Location), StringComparison.Ordinal);
        Assert.All(_quay.Requests, exchange => Assert.Equal(
            (new Uri($"http://localhost:{server.Endpoint.Port}/"), false), (exchange.Request.Origin, exchange.Request.IsToOtherOrigin)));
    }

    [Fact]
    public void Redirect_page_escapes_HTML_characters()
    {
        FakeResponse response = Send("/api/v1/repository/acme/app/tag?a='b'&c=\"<d>\"", "http", "quay.example.com", null);
        Assert.Equal("http://quay.example.com/api/v1/repository/acme/app/tag/?a='b'&c=\"<d>\"", response.Headers["Location"]);
        Assert.Contains(
            "<a href=\"http://quay.example.com/api/v1/repository/acme/app/tag/?a=&#39;b&#39;&amp;c=&#34;&lt;d&gt;&#34;\">",
            response.Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "/api/v1/repository/acme/app/tag?x=\u00c3\u00a4\"",
        "quay.example.com",
        "http://quay.example.com/api/v1/repository/acme/app/tag/?x=%C3%A4%22")]
    [InlineData("/api/v1/repository/acme/app/tag", "qu\u00e4y", "http://qu%EF%BF%BDy/api/v1/repository/acme/app/tag/")]
    public async Task Redirect_to_a_non_ASCII_address_can_be_sent(string target, string host, string location)
    {
        await using FakeQuayServer server = FakeQuayServer.Start(_quay);
        string response = await RawConnection.ExchangeAsync(
            server.Endpoint, $"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 308 ", response, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {location}\r\n", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://other.example.com/api/v1/repository/acme/app/tag?limit=1")]
    [InlineData("HTTPS://other.example.com:8443/api/v1/repository/acme/app/tag?limit=1#x?y")]
    [InlineData("/api/v1/repository/acme/app/tag?limit=1#fragment")]
    public void Host_and_fragment_in_a_request_target_are_ignored(string target)
    {
        FakeResponse response = Send(target, "http", "quay.example.com", null);
        Assert.Equal(
            (308, "http://quay.example.com/api/v1/repository/acme/app/tag/?limit=1"),
            (response.Status, response.Headers.GetValueOrDefault("Location")));
        Assert.Equal(target, Assert.Single(_quay.Requests).Request.Target);
    }

    private FakeResponse Send(string target, string scheme, string? host, string? header)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (host is not null)
        {
            headers["Host"] = host;
        }

        if (header?.Split(": ", 2) is [var name, var value])
        {
            headers[name] = value;
        }

        return _quay.Handle(
            new FakeRequest { Method = "GET", Origin = new Uri($"{scheme}://127.0.0.1:18080/"), Target = target, Headers = headers });
    }
}
