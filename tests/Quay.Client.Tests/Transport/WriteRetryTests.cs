using System.Net;
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
    public async Task Write_is_resent_after_each_429(string method)
    {
        FakeQuay quay = Call.Quay([.. Enumerable.Repeat(Fault.TooManyRequests(), 5), Fault.Status(400)]);
        using HandlerChain chain = Chain(Call.Endpoint);
        using var client = new HttpClient(chain.Over(Call.Network(quay)));
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://quay.test/api/v1/repository/acme/app");
        var error = await Assert.ThrowsAsync<QuayException>(() => client.SendAsync(request, CancellationToken.None));
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(6, quay.Requests.Count);
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
        new(new QuayClientOptions
        {
            Endpoint = endpoint,
            MaxRetries = 2,
            RetryDelay = TimeSpan.Zero,
            TimeProvider = new TestClock(),
        });
}
