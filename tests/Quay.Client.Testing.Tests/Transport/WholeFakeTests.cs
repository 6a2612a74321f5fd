using System.Net.Http.Headers;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests the whole fake through the server and the handler.</summary>
public class WholeFakeTests
{
    private const string Tags = "/api/v1/repository/acme/app/tag/?onlyActiveTags=true";

    private readonly FakeQuay _quay = new(new WatchedClock());

    [Fact]
    public async Task Server_and_handler_can_share_a_fake()
    {
        await using FakeQuayServer server = FakeQuayServer.Start(_quay);
        using var sockets = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Endpoint };
        using var memory = new HttpClient(new FakeQuayHandler(_quay)) { BaseAddress = TestMessages.Endpoint };
        _quay.AddRepository("acme/app");
        foreach (HttpClient client in new[] { sockets, memory })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _quay.Token);
            Assert.Equal(
                """{"tags": [], "page": 1, "has_additional": false}""" + "\n",
                await client.GetStringAsync(new Uri(Tags, UriKind.Relative)));
        }

        _quay.Requests.AssertRequests($"GET {Tags}", $"GET {Tags}");
        _quay.Requests.AssertNoWrites();
        _quay.Requests.AssertNoTokenSentToOtherOrigins();
        Assert.All(_quay.Requests, exchange => Assert.Equal("Mon, 23 Nov 2026 12:33:10 GMT", exchange.Response!.Headers["Date"]));
    }

    [Fact]
    public async Task Change_can_add_a_repository_before_a_request()
    {
        using var client = new HttpClient(new FakeQuayHandler(_quay)) { BaseAddress = TestMessages.Endpoint };
        _quay.Changes.BeforeRequest(2, () => _quay.AddRepository("acme/app", isPublic: true));
        _quay.Faults.InOrder(null, null, Fault.BadGateway);
        Assert.Equal(401, await StatusAsync(client));
        Assert.Equal(200, await StatusAsync(client));
        Assert.Equal(502, await StatusAsync(client));
    }

    private static async Task<int> StatusAsync(HttpClient client)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri(Tags, UriKind.Relative));
        return (int)response.StatusCode;
    }
}
