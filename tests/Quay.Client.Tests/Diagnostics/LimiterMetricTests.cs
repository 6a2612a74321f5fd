using Microsoft.Extensions.Logging;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies the metrics and events of the rate limiter.</summary>
public class LimiterMetricTests
{
    private const string Rate = "quay.client.rate_limiter.rate";
    private const string Queue = "quay.client.rate_limiter.queue";

    [Fact]
    public async Task Rate_is_recorded_after_each_response()
    {
        using var fixture = new DiagnosticsFixture();
        fixture.Quay.AddRepository("acme/app");
        fixture.Quay.Faults.InOrder(Fault.None, Fault.TooManyRequests(), Fault.None, Fault.TooManyRequests(TimeSpan.FromSeconds(2)));
        for (int i = 0; i < 4; i++)
        {
            await fixture.Client.Repositories.GetAsync("acme/app");
        }

        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.Client.Repositories.GetAsync("acme/app");
        await fixture.Client.Repositories.GetAsync("acme/app");

        double[] rates = [.. fixture.Metrics.Of(Rate).Select(measurement => measurement.Value)];
        Assert.Equal(fixture.Quay.Requests.Count, rates.Length);
        Assert.Equal([0, 15], rates[..2]);
        Assert.True(rates[2] > 15, "The rate did not grow.");
        Assert.True(rates[3] < rates[2], "The rate did not fall.");
        Assert.Equal([0, 0], rates[^2..]);
        Assert.Equal(["RateLimiterPaused"], fixture.EventNames);
        Assert.Equal(2.067, fixture.Metrics.Sum("quay.client.rate_limiter.pause.time"), 3);
    }

    [Fact]
    public async Task Configured_rate_is_recorded_after_each_response()
    {
        using var fixture = new DiagnosticsFixture(configure: options => options.RequestsPerSecond = 2.5);
        fixture.Quay.AddRepository("acme/app");
        for (int i = 0; i < 3; i++)
        {
            await fixture.Client.Repositories.GetAsync("acme/app");
        }

        Assert.Equal([2.5, 2.5, 2.5], fixture.Metrics.Of(Rate).Select(measurement => measurement.Value));
        Assert.Equal([1, -1, 1, -1], fixture.Metrics.Of(Queue).Select(measurement => measurement.Value));
        Assert.Equal([0.4, 0.4], fixture.Metrics.Of("quay.client.rate_limiter.wait.duration").Select(wait => Math.Round(wait.Value, 2)));
    }

    [Fact]
    public async Task Rate_of_a_shared_limiter_is_the_current_one_for_each_client()
    {
        using var shared = new QuayRateLimiter(timeProvider: new TestClock());
        using var one = new DiagnosticsFixture(configure: options => options.RateLimiter = shared);
        using var other = new DiagnosticsFixture(configure: options => options.RateLimiter = shared);
        one.Quay.AddRepository("acme/app");
        other.Quay.AddRepository("acme/app");
        one.Quay.Faults.Next(Fault.TooManyRequests());
        await one.Client.Repositories.GetAsync("acme/app");
        await other.Client.Repositories.GetAsync("acme/app");

        Assert.Equal(15, one.Metrics.Of(Rate).First().Value);
        Assert.Equal(shared.Limiter.PerSecond, other.Metrics.Of(Rate).Last().Value);
        await one.Client.Repositories.GetAsync("acme/app");
        Assert.Equal(shared.Limiter.PerSecond, one.Metrics.Of(Rate).Last().Value);
    }

    [Fact]
    public async Task Concurrent_refusals_are_one_pause_and_each_is_counted()
    {
        using var fixture = new DiagnosticsFixture();
        fixture.Quay.AddRepository("acme/app");
        fixture.Quay.Faults.InOrder([.. Enumerable.Repeat(Fault.TooManyRequests(TimeSpan.FromSeconds(5)), 4)]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fixture.Client.Repositories.GetAsync("acme/app"))));

        double paused = fixture.Metrics.Sum("quay.client.rate_limiter.pause.time");
        Assert.Equal(4, fixture.Metrics.Of("quay.client.requests").Count(request => request.Tag("http.response.status_code") == "429"));

        // The threads decide how many refusals belong to one pause, and whether a later one begins before it ends.
        Assert.InRange(paused, 4.9, (5 * fixture.AllRecords.Count(record => record.Id.Id is 4 or 10)) + 0.1);
        Assert.Equal(0, fixture.Metrics.Sum(Queue));
        Assert.Empty(fixture.Metrics.Of("quay.client.retries"));
    }

    [Fact]
    public void Longer_pause_of_a_concurrent_refusal_is_reported_with_the_added_time()
    {
        var clock = new TestClock();
        using var limiter = new RequestLimiter(null, null, clock);
        Assert.True(limiter.TryAcquire(out RequestPermit one));
        Assert.True(limiter.TryAcquire(out RequestPermit other));
        Assert.True(limiter.TryAcquire(out RequestPermit third));

        LimiterPause? first = limiter.ReturnRefused(one, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));
        LimiterPause? second = limiter.ReturnRefused(other, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(30));
        LimiterPause? longer = limiter.ReturnRefused(third, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));

        Assert.Equal(new LimiterPause(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), 15, IsNotable: true), first);
        Assert.Null(second);
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(18)), (longer!.Value.Length, longer.Value.Added));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_that_is_cancelled_or_refused_while_it_waits_leaves_the_queue(bool isCancelled)
    {
        using var fixture = new DiagnosticsFixture(configure: options => options.MaxConcurrentRequests = 1);
        fixture.Quay.AddRepository("acme/app");
        var held = new TaskCompletionSource();
        fixture.Quay.Changes.BeforeRequest(1, () => held.Task.Wait(Watchdog.Limit));
        fixture.Quay.Faults.Next(isCancelled ? Fault.None : Fault.TooManyRequests(TimeSpan.FromMinutes(10)));
        Task first = Task.Run(() => Record.ExceptionAsync(() => fixture.Client.Repositories.GetAsync("acme/app")).AsTask());
        Assert.True(SpinWait.SpinUntil(() => fixture.Quay.Changes.PendingCount == 0, Watchdog.Limit));

        using var cancellation = new CancellationTokenSource();
        Task<Exception?> waiting = Record.ExceptionAsync(
            () => fixture.Client.Repositories.GetAsync("acme/app", cancellationToken: cancellation.Token)).AsTask();
        Assert.True(SpinWait.SpinUntil(() => fixture.Metrics.Sum(Queue) == 1, Watchdog.Limit));
        if (isCancelled)
        {
            await cancellation.CancelAsync();
            Assert.IsAssignableFrom<OperationCanceledException>(await waiting.WaitAsync(Watchdog.Limit));
        }

        held.SetResult();
        await first.WaitAsync(Watchdog.Limit);
        Assert.NotNull(await waiting.WaitAsync(Watchdog.Limit));
        Assert.Equal([1, -1], fixture.Metrics.Of(Queue).Select(measurement => measurement.Value));
        Assert.Single(fixture.Metrics.Of("quay.client.rate_limiter.wait.duration"));
    }
}
