using System.Net.Http.Headers;
using System.Text;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests that requests reach the fake unchanged.</summary>
public class RequestOnTheWireTests
{
    [Theory]
    [InlineData("/api/v1/repository/ns/a%2Fb/tag/v1%2fv2")]
    [InlineData("//api//v1/")]
    [InlineData("/api/../v1/./x/..")]
    [InlineData("/api/%2e%2e/v1")]
    [InlineData("/%E2%82%AC/%e2%82%ac/%FF")]
    [InlineData("/a%20b+c;d=e,f:@!$&'()*~")]
    [InlineData("/a%25b")]
    [InlineData("/?")]
    [InlineData("/x?specificTag=a+b%20c&y=%2F/?")]
    [InlineData("/x?a=b&a=c&&")]
    [InlineData("/x?&=&")]
    [InlineData("/x?=b")]
    [InlineData("/x?a=1&A=2")]
    [InlineData("/x?a=b=c")]
    [InlineData("/x?x=%ZZ")]
    [InlineData("/x?/?#f")]
    public async Task Target_of_a_raw_request_is_not_normalized(string target)
    {
        await using var network = new FakeNetwork(TransportKind.Server);
        string response = await RawConnection.ExchangeAsync(network.Endpoint, $"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.Equal(target, Assert.Single(network.Quay.Requests).Request.Target);
    }

    [Theory]
    [InlineData("GET /x HTTP/1.0\r\n\r\n")]
    [InlineData("GET /x HTTP/1.1\r\nHost:\r\n\r\n")]
    public async Task Request_without_a_Host_header_is_accepted(string request)
    {
        await using var network = new FakeNetwork(TransportKind.Server);
        string response = await RawConnection.ExchangeAsync(network.Endpoint, request);
        Assert.EndsWith(TestMessages.JsonResponse.Text, response, StringComparison.Ordinal);
        network.Quay.Requests.AssertRequests("GET /x");
    }

    [Theory, BothTransports]
    public async Task Target_of_an_HttpClient_request_is_what_NET_sends(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        await network.GetAsync("/api/v1/repository/ns/a%2Fb//tag/?q=%C3%A9&r=ü#fragment");
        network.Quay.Requests.AssertRequests("GET /api/v1/repository/ns/a%2Fb//tag/?q=%C3%A9&r=%C3%BC");
    }

    [Theory, BothTransports]
    public async Task Method_headers_and_body_are_received_as_sent(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/x") { Content = new ByteArrayContent([0, 1, 255, 123]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        request.Headers.TryAddWithoutValidation("User-Agent", "Quay.Client/1.0 (test)");
        request.Headers.Add("X-Many", ["a", "b"]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        using HttpResponseMessage response = await network.Client.SendAsync(request);

        FakeRequest received = Assert.Single(network.Quay.Requests).Request;
        Assert.Equal(("PUT", network.Endpoint, false), (received.Method, received.Origin, received.IsToOtherOrigin));
        Assert.Equal([0, 1, 255, 123], received.Body.ToArray());
        Assert.Equal(
            [
                ("Authorization", "Bearer token"), ("Content-Length", "4"), ("Content-Type", "application/json; charset=utf-8"),
                ("Host", network.Endpoint.Authority), ("User-Agent", "Quay.Client/1.0 (test)"), ("X-Many", "a, b"),
            ],
            received.Headers.Select(header => (header.Key, header.Value)).OrderBy(header => header.Key, StringComparer.Ordinal));
        Assert.Equal("Bearer token", received.Header("authorization"));
    }

    [Theory, BothTransports]
    public async Task Large_request_body_is_read_completely(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        byte[] body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number:D6}")));
        using HttpResponseMessage response = await network.Client.PutAsync(new Uri("/x", UriKind.Relative), new ByteArrayContent(body));
        Assert.Equal(body, network.Quay.Requests[0].Request.Body.ToArray());
    }

    [Fact]
    public async Task Request_body_is_read_as_bytes_regardless_of_its_encoding()
    {
        await using var network = new FakeNetwork(TransportKind.Server);
        const string Head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n";
        await RawConnection.ExchangeAsync(network.Endpoint, $"{Head}Content-Length: 3\r\n\r\n{{]}}");
        await RawConnection.ExchangeAsync(network.Endpoint, $"{Head}Transfer-Encoding: chunked\r\n\r\n3\r\n{{]}}\r\n0\r\n\r\n");
        await RawConnection.ExchangeAsync(network.Endpoint, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n{]}");
        Assert.Equal(["{]}", "{]}", "{]}"], network.Quay.Requests.Select(exchange => Encoding.ASCII.GetString(exchange.Request.Body.Span)));
    }

    [Fact]
    public async Task Form_and_multipart_bodies_are_read_as_bytes()
    {
        await using var network = new FakeNetwork(TransportKind.Server);
        string[] types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/grpc", "nonsense"];
        foreach (string type in types)
        {
            string response = await RawConnection.ExchangeAsync(
                network.Endpoint, $"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: {type}\r\nContent-Length: 3\r\n\r\n%&=");
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        }

        Assert.All(network.Quay.Requests, exchange => Assert.Equal("%&="u8, exchange.Request.Body.Span));
    }
}
