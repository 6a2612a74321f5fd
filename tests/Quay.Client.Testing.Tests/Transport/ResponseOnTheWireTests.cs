using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests that responses reach the client unchanged.</summary>
public class ResponseOnTheWireTests
{
    private const string Date = "Mon, 23 Nov 2026 12:33:10 GMT";

    [Theory]
    [InlineData("GET", 200, "OK", "Content-Length: 5\r\n", "hello")]
    [InlineData("GET", 429, "Too Many Requests", "Content-Length: 5\r\n", "hello")]
    [InlineData("HEAD", 200, "OK", "Content-Length: 5\r\n", "")]
    [InlineData("DELETE", 204, "No Content", "", "")]
    [InlineData("GET", 304, "Not Modified", "", "")]
    public async Task Response_is_sent_with_exactly_the_expected_bytes(string method, int status, string reason, string length, string body)
    {
        await using var network = new FakeNetwork(
            TransportKind.Server, _ => FakeResponse.Create(status, "hello", "application/json").With("X-Odd", "a, b;c"));
        string response = await RawConnection.ExchangeAsync(network.Endpoint, $"{method} /x HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(
            $"HTTP/1.1 {status} {reason}\r\nDate: {Date}\r\nContent-Type: "
            + $"application/json\r\n{length}Connection: close\r\nX-Odd: a, b;c\r\n\r\n{body}",
            response);
    }

    [Theory, BothTransports]
    public async Task Client_receives_the_same_response_from_server_and_handler(TransportKind transport)
    {
        await using var network = new FakeNetwork(
            transport,
            _ => FakeResponse.Create(418, "é", "text/html; odd=\"x\"")
                .With("Server", "nginx")
                .With("Set-Cookie", "a=b; Path=/")
                .With("Retry-After", "nonsense"));
        using HttpResponseMessage response = await network.GetHeadAsync();
        Assert.Equal((418, HttpVersion.Version11), ((int)response.StatusCode, response.Version));
        Assert.Equal(new Uri(network.Endpoint, "/api/v1/x"), response.RequestMessage!.RequestUri);
        Assert.Equal(
            ["Date: " + Date, "Retry-After: nonsense", "Server: nginx", "Set-Cookie: a=b; Path=/"],
            response.Headers.NonValidated.Where(header => header.Key != "Connection").Select(header => $"{header.Key}: {header.Value}")
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Content-Length: 2", "Content-Type: text/html; odd=\"x\""],
            response.Content.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("é", await response.Content.ReadAsStringAsync());
    }

    [Theory, BothTransports]
    public async Task HEAD_returns_the_headers_of_GET_without_a_body(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/x");
        using HttpResponseMessage response = await network.Client.SendAsync(request);
        Assert.Equal((23, "application/json"), (response.Content.Headers.ContentLength, response.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory, BothTransports]
    public async Task Response_204_has_a_content_type_but_no_body(TransportKind transport)
    {
        await using var network = new FakeNetwork(
            transport, _ => new FakeResponse { Status = 204 }.With("Content-Type", "application/json"));
        using HttpResponseMessage response = await network.Client.DeleteAsync(new Uri("/x", UriKind.Relative));
        Assert.Equal(
            (HttpStatusCode.NoContent, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory, BothTransports]
    public async Task Large_body_is_sent_completely_and_can_be_cut_near_its_end(TransportKind transport)
    {
        string body = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number:D6}"));
        await using var network = new FakeNetwork(transport, _ => FakeResponse.Create(200, body, "text/plain"));
        Assert.Equal((200, body), await network.GetAsync());

        network.Quay.Faults.Next(Fault.CutBody(afterBytes: 599_999));
        using HttpResponseMessage response = await network.GetHeadAsync();
        byte[] start = new byte[599_999];
        Stream cut = await response.Content.ReadAsStreamAsync();
        await cut.ReadExactlyAsync(start);
        Assert.Equal(body[..^1], Encoding.ASCII.GetString(start));
        await Assert.ThrowsAsync<HttpIOException>(() => cut.ReadAsync(start).AsTask());
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("lost-response")]
    public async Task Connection_that_is_cut_before_the_response_is_reset_without_a_byte(string fault)
    {
        await using var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Faults.Next(FaultRequest.ByName[fault]);
        using RawConnection connection = await RawConnection.OpenAsync(network.Endpoint, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");

        var error = await Assert.ThrowsAsync<IOException>(() => connection.ReadAsync(1));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task CutBody_closes_the_connection_on_the_wire()
    {
        await using var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Faults.Next(Fault.CutBody(4));
        string cut = await RawConnection.ExchangeAsync(network.Endpoint, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Contains("\r\nContent-Length: 23\r\n", cut, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{\"ta", cut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_header_of_the_response_determines_whether_it_stays_open()
    {
        await using var network = new FakeNetwork(
            TransportKind.Server,
            request => TestMessages.JsonResponse.With("Connection", request.Target == "/last" ? "close" : "keep-alive"));
        string responses = await RawConnection.ExchangeAsync(
            network.Endpoint, "GET /first HTTP/1.1\r\nHost: x\r\n\r\nGET /last HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(3, responses.Split("HTTP/1.1 200 OK\r\n").Length);
    }

    [Fact]
    public void Handler_supports_synchronous_Send()
    {
        var quay = new Pipeline(_ => TestMessages.JsonResponse, TimeProvider.System);
        using var client = new HttpClient(new FakeQuayHandler(quay.Handle, TimeProvider.System)) { Timeout = Watchdog.Limit };
        using var request = new HttpRequestMessage(HttpMethod.Get, TestMessages.Endpoint);
        using HttpResponseMessage response = client.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        Assert.Equal(TestMessages.JsonResponse.Text, reader.ReadToEnd());
    }

    [Fact]
    public async Task Disposing_a_stalled_response_ends_its_read()
    {
        await using var network = new FakeNetwork(TransportKind.Handler);
        network.Quay.Faults.Next(Fault.StallBody(0));
        HttpResponseMessage response = await network.GetHeadAsync();
        Task<int> read = (await response.Content.ReadAsStreamAsync()).ReadAsync(new byte[1]).AsTask();
        Assert.False(read.IsCompleted);
        response.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => read.WaitAsync(Watchdog.Limit));
    }

    [Fact]
    public async Task Handler_rejects_a_relative_address()
    {
        using var invoker = new HttpMessageInvoker(new FakeQuayHandler(_ => TestMessages.JsonResponse, TimeProvider.System));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/x", UriKind.Relative));
        await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, CancellationToken.None));
    }
}
