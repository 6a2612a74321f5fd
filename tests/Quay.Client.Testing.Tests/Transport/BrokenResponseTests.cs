namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Answers that come late, or not whole: a client sees the same from both carriers.</summary>
public class BrokenResponseTests
{
    [Theory, BothTransports]
    public async Task A_connection_cut_before_the_answer_is_a_response_that_ended(TransportKind transport)
    {
        int processed = 0;
        await using var network = new FakeNetwork(transport, Work);
        network.Quay.Faults.Next(Fault.Cut);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.GetHeadAsync());
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(error.InnerException).HttpRequestError);
        Assert.Equal(0, processed);

        FakeResponse Work(FakeRequest request)
        {
            processed++;
            return TestMessages.JsonResponse;
        }
    }

    [Theory, BothTransports]
    public async Task A_lost_answer_was_worked_for_once_and_leaves_the_next_request_alone(TransportKind transport)
    {
        int processed = 0;
        await using var network = new FakeNetwork(transport, Work);
        network.Quay.Faults.When(request => request.Method == "DELETE", Fault.LostResponse);
        Assert.Equal(200, (await network.GetAsync()).Status);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.Client.DeleteAsync(new Uri("/t", UriKind.Relative)));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
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
    public async Task A_body_that_is_cut_has_its_first_bytes_and_its_whole_length_announced(TransportKind transport)
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
    public async Task A_client_that_reads_the_whole_body_sees_the_cut_as_a_failed_request(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.CutBody());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.GetAsync());
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
    }

    [Theory, BothTransports]
    public async Task A_body_that_stalls_gives_its_first_bytes_and_then_waits_until_the_reader_gives_up(TransportKind transport)
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
    public async Task A_stalled_answer_never_begins(TransportKind transport)
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
    public async Task A_delay_is_over_when_the_clock_of_the_fake_says_so(TransportKind transport)
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
    public async Task A_caller_need_not_wait_for_a_delayed_answer(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.Delay(TimeSpan.FromMinutes(5)));
        using var cancellation = new CancellationTokenSource();
        Task<HttpResponseMessage> response = network.GetHeadAsync(cancellationToken: cancellation.Token);
        await network.Clock.Waited;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
    }
}
