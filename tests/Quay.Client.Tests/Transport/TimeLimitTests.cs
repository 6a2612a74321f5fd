using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies that time limits include the whole response, and that they differ from cancellations and lost connections.</summary>
public class TimeLimitTests
{
    [Fact]
    public async Task Stalled_body_times_out_and_is_retried()
    {
        var clock = new TestClock();
        var body = new StallingStream("{\"namespace\":");
        var handler = new ScriptedHandler(Call.Body(body), Call.Ok);
        Task<Exception?> call = Call.GetAsync(handler, clock);
        await body.Stalled;
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(await call);
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task Message_names_AttemptTimeout_if_the_last_attempt_exceeds_it()
    {
        var clock = new TestClock();
        var body = new StallingStream("{");
        var handler = new ScriptedHandler(Call.Body(body));
        Task<Exception?> call = Call.GetAsync(handler, clock, options => options.MaxRetries = 0);
        await body.Stalled;
        clock.Advance(TimeSpan.FromHours(2));
        var error = Assert.IsType<QuayTimeoutException>(await call);
        Assert.Contains("within 7200 seconds", error.Message, StringComparison.Ordinal);
        Assert.Contains("AttemptTimeout", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET https://quay.test/api/v1/repository/acme/app", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_includes_the_retries_of_a_call()
    {
        var clock = new TestClock();
        var body = new StallingStream("{");
        var handler = new ScriptedHandler(Call.Status(503), Call.Body(body));
        Task<Exception?> call = Call.GetAsync(handler, clock, options => options.Timeout = TimeSpan.FromHours(1.5));
        await body.Stalled;
        clock.Advance(TimeSpan.FromHours(1.5));
        var error = Assert.IsType<QuayTimeoutException>(await call);
        Assert.Contains("(Timeout in the options), at attempt 2; the previous one returned 503.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task Cancellation_ends_a_stalled_body_at_once(int status)
    {
        using var stop = new CancellationTokenSource();
        var body = new StallingStream("{");
        var handler = new ScriptedHandler(Call.Body(body, status));
        Task<Exception?> call = Call.GetAsync(handler, cancellationToken: stop.Token);
        await body.Stalled;
        await stop.CancelAsync();
        var error = Assert.IsType<OperationCanceledException>(await call, exactMatch: false);
        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Cancellation_ends_the_delay_before_a_retry_at_once()
    {
        using var stop = new CancellationTokenSource();
        var clock = new TestClock { SkipsWaits = false };
        clock.Waiting = stop.Cancel;
        FakeQuay quay = Call.FailingQuay(Fault.ServiceUnavailable);
        var error =
            Assert.IsType<OperationCanceledException>(await Call.GetAsync(quay, clock, cancellationToken: stop.Token), exactMatch: false);
        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task HttpClient_Timeout_of_the_host_throws_QuayTimeoutException()
    {
        // HttpClient throws this exception when its Timeout expires.
        var error = Assert.IsType<QuayTimeoutException>(
            await FailOutsideTheChainAsync(new TaskCanceledException("1 second elapsing", new TimeoutException())));
        Assert.Contains("not in the client's options", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_outs_and_connection_failures_of_the_hosts_handlers_are_distinguished()
    {
        Assert.IsType<QuayTimeoutException>(
            await FailOutsideTheChainAsync(new Polly.Timeout.TimeoutRejectedException(TimeSpan.FromSeconds(10))));
        Assert.IsType<QuayConnectionException>(
            await FailOutsideTheChainAsync(new Polly.CircuitBreaker.BrokenCircuitException("The circuit is open.")));
        Assert.IsType<QuayConnectionException>(await FailOutsideTheChainAsync(new HttpRequestException("no route")));
    }

    [Fact]
    public async Task Time_limit_of_a_handler_below_the_chain_is_not_reported_as_an_option()
    {
        var handler = new ScriptedHandler(_ => throw new Polly.Timeout.TimeoutRejectedException(TimeSpan.FromSeconds(10)));
        var error = Assert.IsType<QuayTimeoutException>(await Call.GetAsync(handler));
        Assert.Contains("not in the client's options", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, handler.Requests.Count);
    }

    [Fact]
    public async Task Disposal_is_not_reported_as_the_callers_cancellation()
    {
        var body = new StallingStream("{");
        QuayClient client = new(new QuayClientOptions { Endpoint = Call.Endpoint }, new ScriptedHandler(Call.Body(body)));
        Task<Quay.Client.Repository> call = client.Repositories.GetAsync("acme/app");
        await body.Stalled;
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Repositories.GetAsync("acme/app"));
    }

    [Fact]
    public async Task Cancellation_is_reported_even_if_the_client_was_disposed_as_well()
    {
        using var source = new CancellationTokenSource();
        QuayClient? client = null;
        client = new(new QuayClientOptions { Endpoint = Call.Endpoint }, new ScriptedHandler(async (_, _, token) =>
        {
            await source.CancelAsync();
            client!.Dispose();
            throw new OperationCanceledException(token);
        }));
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Repositories.GetAsync("acme/app", cancellationToken: source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Failures_outside_the_chain_throw_QuayExceptions_from_calls_without_a_result()
    {
        Task DeleteAsync(QuayClient client) =>
            client.Manifests.DeleteLabelAsync("acme/app", "sha256:ab", "f66179d0-9376-4ddd-8137-128241c93cde");
        Assert.IsType<QuayConnectionException>(await FailOutsideTheChainAsync(new HttpRequestException("no route"), DeleteAsync));
        Assert.IsType<QuayTimeoutException>(
            await FailOutsideTheChainAsync(new Polly.Timeout.TimeoutRejectedException(TimeSpan.FromSeconds(10)), DeleteAsync));
    }

    private static async Task<Exception?> FailOutsideTheChainAsync(Exception failure, Func<QuayClient, Task>? call = null)
    {
        using var http = new HttpClient(new ScriptedHandler(_ => throw failure)) { BaseAddress = new Uri("https://quay.test") };
        var options = new QuayClientOptions { Endpoint = http.BaseAddress, MaxConcurrentPages = 1, RecoverLostWrites = false };
        using var client = new QuayClient(http, new HandlerChain(options));
        return await Record.ExceptionAsync(() => call is null ? client.Repositories.GetAsync("acme/app") : call(client));
    }
}
