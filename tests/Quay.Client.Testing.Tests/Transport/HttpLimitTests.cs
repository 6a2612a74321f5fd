using System.Globalization;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests requests that gunicorn or nginx rejects. The errors must be theirs, not those of .NET's server.</summary>
public sealed class HttpLimitTests : IAsyncDisposable
{
    private const string End = "Host: x\r\nConnection: close\r\n\r\n";

    private readonly FakeQuay _quay = new(new WatchedClock());
    private readonly FakeQuayServer _server;

    public HttpLimitTests()
    {
        _quay.AddRepository("acme/app", isPublic: true).Push("v1");
        _server = FakeQuayServer.Start(_quay);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(4_094, "404 NOT FOUND")]
    [InlineData(4_095, "400 Bad Request")]
    [InlineData(8_190, "400 Bad Request")]
    [InlineData(8_191, "414 Request-URI Too Large")]
    [InlineData(600_000, "414 Request-URI Too Large")]
    [InlineData(1_200_000, "414 Request-URI Too Large")]
    public async Task Request_line_is_limited_by_gunicorn_and_then_by_nginx(int length, string status)
    {
        string line = "GET /".PadRight(length - " HTTP/1.1".Length - 1, 'a') + "/ HTTP/1.1";
        string response = await SendAsync($"{line}\r\n{End}");
        Assert.StartsWith($"HTTP/1.1 {status}\r\n", response, StringComparison.Ordinal);
        if (status.StartsWith("400", StringComparison.Ordinal))
        {
            string page = $"<html>\n  <head>\n    <title>Bad Request</title>\n  </head>\n  <body>\n    <h1><p>Bad Request</p></h1>\n"
                + $"    Request Line is too large ({length} &gt; 4094)\n  </body>\n</html>\n";
            Assert.Equal(
                $"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: {page.Length}\r\n\r\n{page}",
                response);
        }
    }

    [Theory]
    [InlineData(8_188, "200 OK")]
    [InlineData(8_189, "431 Request Header Fields Too Large")]
    [InlineData(8_190, "431 Request Header Fields Too Large")]
    [InlineData(8_191, "400 Bad Request")]
    [InlineData(100_000, "400 Bad Request")]
    public async Task Header_is_limited_by_gunicorn_and_then_by_nginx(int length, string status) => Assert.StartsWith(
        $"HTTP/1.1 {status}\r\n",
        await SendAsync($"GET /api/v1/repository/acme/app/tag/ HTTP/1.1\r\n{"X-Large: ".PadRight(length, 'a')}\r\n{End}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(98, "200 OK")]
    [InlineData(99, "431 Request Header Fields Too Large")]
    public async Task More_than_a_hundred_headers_are_rejected(int more, string status) => Assert.StartsWith(
        $"HTTP/1.1 {status}\r\n",
        await SendAsync(
            "GET /api/v1/repository/acme/app/tag/ HTTP/1.1\r\n"
            + string.Concat(Enumerable.Range(0, more).Select(number => $"X-{number}: a\r\n"))
            + End),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(1_048_576, false, "403 FORBIDDEN")]
    [InlineData(1_048_577, false, "413 Request Entity Too Large")]
    [InlineData(40_000_000, false, "413 Request Entity Too Large")]
    [InlineData(1_048_577, true, "413 Request Entity Too Large")]
    public async Task Body_larger_than_a_mebibyte_is_rejected(int length, bool isChunked, string status)
    {
        string body = new('a', length);
        string response = await SendAsync("PUT /api/v1/repository/acme/app HTTP/1.1\r\n" + (isChunked
            ? $"Transfer-Encoding: chunked\r\n{End}{length.ToString("x", CultureInfo.InvariantCulture)}\r\n{body}\r\n0\r\n\r\n"
            : $"Content-Length: {length}\r\n{End}{body}"));
        Assert.StartsWith($"HTTP/1.1 {status}\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_with_an_overflowing_Content_Length_is_rejected_before_it_is_read() => Assert.StartsWith(
        "HTTP/1.1 413 Request Entity Too Large\r\nServer: nginx\r\nDate: Mon, 23 Nov 2026 12:33:10 GMT\r\n",
        await SendAsync($"PUT / HTTP/1.1\r\nContent-Length: 99999999999\r\n{End}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("GET /api/v1/repository/acme/app/tag/%00 HTTP/1.1", "404 NOT FOUND")]
    [InlineData("GET /api/v1/repository/acme/app/manifest/%00 HTTP/1.1", "404 NOT FOUND")]
    [InlineData("GET /api/v1/repository/acme/%ZZ HTTP/1.1", "404 NOT FOUND")]
    [InlineData("GET /api/v1/repository/acme/\u00e4 HTTP/1.1", "404 NOT FOUND")]
    [InlineData("GET /api/v1/repository/acme/a\"<>\\^`{|} HTTP/1.1", "404 NOT FOUND")]
    [InlineData("GET /api/v1/repository/acme/app/tag/?specificTag=%00 HTTP/1.1", "200 OK")]
    [InlineData("GET /api/v1/repository/acme/app/tag/ HTTP/1.0", "200 OK")]
    public async Task Malformed_path_reaches_Quay_when_there_is_no_nginx(string line, string status) => Assert.StartsWith(
        $"{(line.EndsWith("1.0", StringComparison.Ordinal) ? "HTTP/1.0" : "HTTP/1.1")} {status}\r\n",
        await SendAsync($"{line}\r\nAuthorization: Bearer {_quay.Token}\r\n{End}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/v1/repository/acme/%00")]
    [InlineData("/api/v1/repository/acme/%ZZ")]
    [InlineData("/api/v1/repository/acme/%")]
    public async Task Path_that_nginx_cannot_parse_gets_nginx_400(string target)
    {
        _quay.IsBehindNginx = true;
        Assert.StartsWith(
            "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n", await SendAsync($"GET {target} HTTP/1.1\r\n{End}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GARBAGE", "Invalid Request Line &#x27;Invalid HTTP request line: &#x27;GARBAGE&#x27;&#x27;")]
    [InlineData("GET  HTTP/1.1", "Invalid Request Line &#x27;Invalid HTTP request line: &#x27;GET  HTTP/1.1&#x27;&#x27;")]
    [InlineData("get / HTTP/1.1", "Invalid Method &#x27;Invalid HTTP method: &#x27;get&#x27;&#x27;")]
    [InlineData("GET / HTTP/3.0", "Invalid HTTP Version &#x27;Invalid HTTP Version: &#x27;HTTP/3.0&#x27;&#x27;")]
    [InlineData("GET / HTTP/1.1\r\nno colon", "Invalid HTTP Header: &#x27;no colon&#x27;")]
    [InlineData("GET / HTTP/1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off", "Contradictory scheme headers")]
    [InlineData("PUT / HTTP/1.1\r\nContent-Length: x", "Invalid HTTP Header: &#x27;CONTENT-LENGTH&#x27;")]
    [InlineData("PUT / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked", "Invalid HTTP Header: &#x27;CONTENT-LENGTH&#x27;")]
    public async Task Malformed_request_gets_gunicorns_400(string head, string reason)
    {
        string response = await SendAsync($"{head}\r\n{End}");
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        Assert.Contains($"\n    {reason}\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_sends_Expect_100_continue_gets_100_Continue()
    {
        using RawConnection connection = await RawConnection.OpenAsync(
            _server.Endpoint,
            "PUT /api/v1/repository/acme/app HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: "
            + "2\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await connection.ReadAsync(25));
        await connection.SendAsync("{}");
        Assert.StartsWith("HTTP/1.1 403 FORBIDDEN\r\n", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "", "keep-alive")]
    [InlineData("HTTP/1.1", "Connection: close\r\n", "close")]
    [InlineData("HTTP/1.0", "", "close")]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\n", "keep-alive")]
    public async Task Connection_stays_open_or_closes_as_the_client_requests(string version, string header, string connection)
    {
        string request = $"GET /api/v1/repository/acme/app/tag/ {version}\r\nHost: x\r\n{header}\r\n";
        string responses = await SendAsync($"{request}{request}GET / HTTP/1.1\r\n{End}");
        Assert.Contains($"\r\nConnection: {connection}\r\n", responses, StringComparison.Ordinal);
        Assert.Equal(connection == "close" ? 1 : 2, responses.Split($"{version} 200 OK\r\n").Length - 1);
    }

    [Fact]
    public async Task Connection_behind_nginx_is_closed_and_its_responses_are_HTTP_1_1()
    {
        _quay.IsBehindNginx = true;
        string request = "GET /api/v1/repository/acme/app/tag/ HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n";
        string response = await SendAsync(request + request);
        Assert.StartsWith(
            "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Mon, 23 Nov 2026 12:33:10 GMT\r\nContent-Type: application/json\r\n",
            response,
            StringComparison.Ordinal);
        Assert.Equal(2, response.Split("HTTP/1.1").Length);
    }

    private Task<string> SendAsync(string request) => RawConnection.ExchangeAsync(_server.Endpoint, request);
}
