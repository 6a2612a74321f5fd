using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies failures of real connections.</summary>
public class BrokenConnectionTests
{
    private const string Body = """{"namespace": "rqorg", "name": "scratch"}""";
    private static readonly string Whole =
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}";

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 42\r\n\r\n{\"namespace\": ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n")]
    public async Task Truncated_response_is_retried(string broken)
    {
        await using var server = new RawServer(broken, Whole);
        using var client = new QuayClient(new QuayClientOptions { Endpoint = server.Address, RetryDelay = TimeSpan.Zero, MaxRetries = 1 });
        Assert.Equal("scratch", (await client.Repositories.GetAsync("rqorg/scratch")).Name);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Missing_server_throws_QuayConnectionException()
    {
        Uri address;
        await using (var server = new RawServer(""))
        {
            address = server.Address;
        }

        using var client = new QuayClient(new QuayClientOptions { Endpoint = address, RetryDelay = TimeSpan.Zero });
        var error = await Assert.ThrowsAsync<QuayConnectionException>(() => client.Repositories.GetAsync("rqorg/scratch"));
        Assert.Contains("at attempt 4", error.Message, StringComparison.Ordinal);
    }
}
