namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Answers that come late, or not whole: a client sees the same from both carriers.</summary>
public class BrokenResponseTests
{
    [Theory, BothCarriers]
    public async Task A_connection_cut_before_the_answer_is_a_response_that_ended(Carrier carrier)
    {
        int worked = 0;
        await using var network = new FakeNetwork(carrier, Work);
        network.Quay.Faults.Next(Fault.Cut);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.GetHeadAsync());
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(error.InnerException).HttpRequestError);
        Assert.Equal(0, worked);

        FakeResponse Work(FakeRequest request)
        {
            worked++;
            return Made.Json;
        }
    }

    [Theory, BothCarriers]
    public async Task A_lost_answer_was_worked_for_once_and_leaves_the_next_request_alone(Carrier carrier)
    {
        int worked = 0;
        await using var network = new FakeNetwork(carrier, Work);
        network.Quay.Faults.When(request => request.Method == "DELETE", Fault.LostResponse);
        Assert.Equal(200, (await network.GetAsync()).Status);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.Client.DeleteAsync(new Uri("/t", UriKind.Relative)));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Equal(200, (await network.GetAsync()).Status);
        Assert.Equal(3, worked);
        network.Quay.Requests.AssertRequests("GET /api/v1/x", "DELETE /t", "GET /api/v1/x");

        FakeResponse Work(FakeRequest request)
        {
            worked++;
            return Made.Json;
        }
    }

    [Theory, BothCarriers]
    public async Task A_body_that_is_cut_has_its_first_bytes_and_its_whole_length_announced(Carrier carrier)
    {
        await using var network = new FakeNetwork(carrier);
        network.Quay.Faults.Next(Fault.CutBody(afterBytes: 5));
        using HttpResponseMessage response = await network.GetHeadAsync();
        Assert.Equal(Made.Json.Body.Length, response.Content.Headers.ContentLength);
        Stream body = await response.Content.ReadAsStreamAsync();
        byte[] start = new byte[5];
        await body.ReadExactlyAsync(start).AsTask().WaitAsync(Watchdog.Limit);
        Assert.Equal("{\"tag"u8, start);
        var error = await Assert.ThrowsAsync<HttpIOException>(() => body.ReadAsync(start).AsTask().WaitAsync(Watchdog.Limit));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
    }

    [Theory, BothCarriers]
    public async Task A_client_that_reads_the_whole_body_sees_the_cut_as_a_failed_request(Carrier carrier)
    {
        await using var network = new FakeNetwork(carrier);
        network.Quay.Faults.Next(Fault.CutBody());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => network.GetAsync());
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
    }

    [Theory, BothCarriers]
    public async Task A_body_that_stalls_gives_its_first_bytes_and_then_waits_until_the_reader_gives_up(Carrier carrier)
    {
        await using var network = new FakeNetwork(carrier);
        network.Quay.Faults.Next(Fault.StallBody());
        using HttpResponseMessage response = await network.GetHeadAsync();
        Stream body = await response.Content.ReadAsStreamAsync();
        byte[] start = new byte[Made.Json.Body.Length / 2];
        await body.ReadExactlyAsync(start).AsTask().WaitAsync(Watchdog.Limit);
        using var patience = new CancellationTokenSource();
        Task<int> read = body.ReadAsync(start, patience.Token).AsTask();
        Assert.False(read.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Watchdog.Limit));
    }

    [Theory, BothCarriers]
    public async Task A_stalled_answer_never_begins(Carrier carrier)
    {
        var asked = new TaskCompletionSource();
        await using var network = new FakeNetwork(carrier);
        network.Quay.Faults.Next(Fault.Stall.Then(Fault.Custom(context =>
        {
            asked.SetResult();
            return context.Forward();
        })));
        using var patience = new CancellationTokenSource();
        Task<HttpResponseMessage> response = network.GetHeadAsync(cancellationToken: patience.Token);
        await asked.Task.WaitAsync(Watchdog.Limit);
        Assert.False(response.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
    }

    [Theory, BothCarriers]
    public async Task A_delay_is_over_when_the_clock_of_the_fake_says_so(Carrier carrier)
    {
        await using var network = new FakeNetwork(carrier);
        network.Quay.Faults.Next(Fault.BadGateway.Then(Fault.Delay(TimeSpan.FromMinutes(5))));
        Task<(int Status, string)> response = network.GetAsync();
        Assert.Equal(TimeSpan.FromMinutes(5), await network.Clock.Waited);
        network.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(response.IsCompleted);
        network.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(502, (await response).Status);
    }

    [Theory, BothCarriers]
    public async Task A_caller_need_not_wait_for_a_delayed_answer(Carrier carrier)
    {
        await using var network = new FakeNetwork(carrier);
        network.Quay.Faults.Next(Fault.Delay(TimeSpan.FromMinutes(5)));
        using var patience = new CancellationTokenSource();
        Task<HttpResponseMessage> response = network.GetHeadAsync(cancellationToken: patience.Token);
        await network.Clock.Waited;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
    }
}
