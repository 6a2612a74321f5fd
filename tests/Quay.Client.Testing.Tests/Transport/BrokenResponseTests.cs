namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests responses that are late or incomplete. Server and handler must look the same to a client.</summary>
public class BrokenResponseTests
{
    [Theory, BothTransports]
    public async Task Cut_throws_HttpRequestException_and_Quay_does_not_receive_the_request(TransportKind transport)
    {
        int processed = 0;
        await using var network = new FakeNetwork(transport, Work);
        network.Quay.Faults.Next(Fault.Cut);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.GetHeadAsync());
        AssertNoResponse(error, transport);
        Assert.Equal(0, processed);

        FakeResponse Work(FakeRequest request)
        {
            processed++;
            return TestMessages.JsonResponse;
        }
    }

    [Theory, BothTransports]
    public async Task LostResponse_processes_the_request_once_and_affects_no_other_request(TransportKind transport)
    {
        int processed = 0;
        await using var network = new FakeNetwork(transport, Work);
        network.Quay.Faults.When(request => request.Method == "DELETE", Fault.LostResponse);
        Assert.Equal(200, (await network.GetAsync()).Status);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.Client.DeleteAsync(new Uri("/t", UriKind.Relative)));
        AssertNoResponse(error, transport);
        Assert.Equal(200, (await network.GetAsync()).Status);
        Assert.Equal(3, processed);
        network.Quay.Requests.AssertRequests("GET /api/v1/x", "DELETE /t", "GET /api/v1/x");

        FakeResponse Work(FakeRequest request)
        {
            processed++;
            return TestMessages.JsonResponse;
        }
    }

    [Theory, BothTransports]
    public async Task CutBody_announces_the_whole_length_and_sends_the_first_bytes(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.CutBody(afterBytes: 5));
        using HttpResponseMessage response = await network.GetHeadAsync();
        Assert.Equal(TestMessages.JsonResponse.Body.Length, response.Content.Headers.ContentLength);
        Stream body = await response.Content.ReadAsStreamAsync();
        byte[] start = new byte[5];
        await body.ReadExactlyAsync(start).AsTask().WaitAsync(Watchdog.Limit);
        Assert.Equal("{\"tag"u8, start);
        var error = await Assert.ThrowsAsync<HttpIOException>(() => body.ReadAsync(start).AsTask().WaitAsync(Watchdog.Limit));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
    }

    [Theory, BothTransports]
    public async Task CutBody_fails_a_request_that_reads_the_whole_body(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.CutBody());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.GetAsync());
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
    }

    [Theory, BothTransports]
    public async Task StallBody_sends_the_first_bytes_and_waits_until_the_read_is_canceled(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.StallBody());
        using HttpResponseMessage response = await network.GetHeadAsync();
        Stream body = await response.Content.ReadAsStreamAsync();
        byte[] start = new byte[TestMessages.JsonResponse.Body.Length / 2];
        await body.ReadExactlyAsync(start).AsTask().WaitAsync(Watchdog.Limit);
        using var cancellation = new CancellationTokenSource();
        Task<int> read = body.ReadAsync(start, cancellation.Token).AsTask();
        Assert.False(read.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Watchdog.Limit));
    }

    [Theory, BothTransports]
    public async Task Stall_sends_nothing_until_the_request_is_canceled(TransportKind transport)
    {
        var requested = new TaskCompletionSource();
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.Stall.Then(Fault.Custom(context =>
        {
            requested.SetResult();
            return context.Forward();
        })));
        using var cancellation = new CancellationTokenSource();
        Task<HttpResponseMessage> response = network.GetHeadAsync(cancellationToken: cancellation.Token);
        await requested.Task.WaitAsync(Watchdog.Limit);
        Assert.False(response.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
    }

    [Theory, BothTransports]
    public async Task Delay_is_measured_by_the_clock_of_the_fake(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.BadGateway.Then(Fault.Delay(TimeSpan.FromMinutes(5))));
        Task<(int Status, string)> response = network.GetAsync();
        Assert.Equal(TimeSpan.FromMinutes(5), await network.Clock.Waited);
        network.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(response.IsCompleted);
        network.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(502, (await response).Status);
    }

    [Theory, BothTransports]
    public async Task Delayed_request_can_be_canceled(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.Delay(TimeSpan.FromMinutes(5)));
        using var cancellation = new CancellationTokenSource();
        Task<HttpResponseMessage> response = network.GetHeadAsync(cancellationToken: cancellation.Token);
        await network.Clock.Waited;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
    }

    /// <summary>Verifies the error of a connection that ended before the response: the server resets it, the handler ends it.</summary>
    private static void AssertNoResponse(HttpRequestException error, TransportKind transport)
    {
        Assert.Equal(
            transport == TransportKind.Server ? HttpRequestError.Unknown : HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.IsType<IOException>(error.InnerException, exactMatch: transport == TransportKind.Server);
    }
}
