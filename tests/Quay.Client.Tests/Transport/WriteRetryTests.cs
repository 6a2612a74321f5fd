using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies when the handlers resend a write.</summary>
public class WriteRetryTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Write_is_retried_after_429(string method)
    {
        FakeQuay quay = Call.FailingQuay(Fault.TooManyRequests());
        using var client = new HttpClient(Chain(Call.Endpoint).Over(Call.Network(quay)));
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://quay.test/api/v1/repository/acme/app");
        await Assert.ThrowsAsync<QuayRateLimitException>(() => client.SendAsync(request, CancellationToken.None));
        Assert.Equal(3, quay.Requests.Count);
    }

    [Fact]
    public async Task Write_without_a_body_is_sent_once_if_the_connection_closes_before_the_response()
    {
        // SocketsHttpHandler itself sends a request without a body up to four times.
        await using var server = new RawServer("", "", "", "", "");
        using var client = new HttpClient(Chain(server.Address).Over(new SocketsHttpHandler()));
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(server.Address, "api/v1/repository/acme/app/tag/v1"));
        await Assert.ThrowsAsync<QuayConnectionException>(() => client.SendAsync(request, CancellationToken.None));
        Assert.Equal(1, server.Connections);
    }

    private static HandlerChain Chain(Uri endpoint) =>
        new(new QuayClientOptions { Endpoint = endpoint, MaxRetries = 2, RetryDelay = TimeSpan.Zero });
}
