using System.Net.Sockets;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests that servers start, handle concurrent requests and stop.</summary>
public class ServerLifetimeTests
{
    // Well below the time that a web server grants open connections.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Disposal_closes_all_connections_without_waiting_for_stalled_ones()
    {
        var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Faults.InOrder(Fault.StallBody(4), Fault.Stall, Fault.Delay(TimeSpan.FromHours(1)));
        const string Request = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
        using RawConnection inBody = await RawConnection.OpenAsync(network.Endpoint, Request);
        while (!(await inBody.ReadAsync(1)).EndsWith('{'))
        {
            // Reads the headers and the first byte of the body.
        }

        using RawConnection stalled = await RawConnection.OpenAsync(network.Endpoint, Request);
        await WaitForRequestsAsync(network, 2);
        using RawConnection delayed = await RawConnection.OpenAsync(network.Endpoint, Request);
        await network.Clock.Waited;
        using RawConnection silent = await RawConnection.OpenAsync(network.OtherOrigin);
        using RawConnection inHead = await RawConnection.OpenAsync(network.Endpoint, "GET /x HTTP/1.1\r\nHo");
        using RawConnection inUpload = await RawConnection.OpenAsync(
            network.Endpoint, "PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");

        await network.DisposeAsync().AsTask().WaitAsync(AtOnce);
        foreach (RawConnection connection in new[] { inBody, stalled, delayed, silent, inHead, inUpload })
        {
            await AssertClosedAsync(connection);
        }

        await Assert.ThrowsAsync<SocketException>(() => RawConnection.OpenAsync(network.Endpoint));
        Assert.Equal(3, network.Quay.Requests.Count);
    }

    [Fact]
    public async Task Server_can_be_disposed_twice()
    {
        var quay = new Pipeline(_ => TestMessages.JsonResponse, TimeProvider.System);
        FakeQuayServer server = FakeQuayServer.Start(quay.Handle, TimeProvider.System);
        await server.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Concurrent_disposals_both_wait_and_only_the_first_throws()
    {
        var quay = new Pipeline(_ => throw new InvalidOperationException("A bug."), TimeProvider.System);
        FakeQuayServer server = FakeQuayServer.Start(quay.Handle, TimeProvider.System);
        using (var client = new HttpClient())
        using (await client.GetAsync(server.Endpoint))
        {
        }

        Task first = server.DisposeAsync().AsTask();
        Task second = server.DisposeAsync().AsTask();
        await second;
        await Assert.ThrowsAsync<SocketException>(() => RawConnection.OpenAsync(server.Endpoint));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
    }

    [Fact]
    public async Task Many_servers_start_concurrently_on_different_ports()
    {
        FakeNetwork[] networks = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => new FakeNetwork(
            TransportKind.Server, _ => FakeResponse.Create(200, $"{number}", "text/plain")))));
        Assert.Equal(24, networks.SelectMany(network => new[] { network.Endpoint.Port, network.OtherOrigin.Port }).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, 12).Select(number => (200, $"{number}")),
            await Task.WhenAll(networks.Select(network => network.GetAsync())));
        await Task.WhenAll(networks.Select(network => network.DisposeAsync().AsTask()));
    }

    [Theory, BothTransports]
    public async Task Concurrent_requests_are_handled_one_at_a_time(TransportKind transport)
    {
        int inside = 0;
        int most = 0;
        await using var network = new FakeNetwork(transport, request => FakeResponse.Create(200, request.Target, "text/plain"));
        network.Quay.Changes.BeforeEach(_ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.SpinWait(10_000);
            Interlocked.Decrement(ref inside);
        });
        (int, string)[] responses = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(number => Task.Run(() => network.GetAsync($"/{number}"))));
        Assert.Equal(Enumerable.Range(0, 200).Select(number => (200, $"/{number}")), responses);
        Assert.Equal(Enumerable.Range(1, 200), network.Quay.Requests.Select(exchange => exchange.Request.Number));
        Assert.Equal(200, network.Quay.Requests.DistinctBy(exchange => exchange.Request.Target).Count());
        Assert.Equal(1, most);
    }

    private static async Task WaitForRequestsAsync(FakeNetwork network, int count)
    {
        using var limit = new CancellationTokenSource(Watchdog.Limit);
        while (network.Quay.Requests.Count < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task AssertClosedAsync(RawConnection connection)
    {
        try
        {
            await connection.ReadToEndAsync();
        }
        catch (IOException)
        {
            // An aborted connection is closed too.
        }
    }
}
