using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;
using Quay.Client.Tests.Transport;

namespace Quay.Client.Tests.RateLimiting;

/// <summary>Verifies what a caller sees of a rate limit.</summary>
public class RateLimitedCallTests
{
    [Fact]
    public async Task A_429_uses_up_no_retry()
    {
        FakeQuay quay = Call.Quay([.. Enumerable.Repeat(Fault.TooManyRequests(), 10), Fault.ServiceUnavailable]);
        Assert.Null(await Call.GetAsync(quay, configure: options => options.MaxRetries = 1));
        Assert.Equal(12, quay.Requests.Count);
    }

    [Fact]
    public async Task Timeout_under_a_rate_limit_states_the_wait_and_the_number_of_requests()
    {
        FakeQuay quay = Call.FailingQuay(Fault.TooManyRequests());
        var error = Assert.IsType<QuayTimeoutException>(
            await Call.GetAsync(quay, configure: options => options.Timeout = TimeSpan.FromHours(1.5)));
        Assert.Matches(
            @"\(Timeout in the options\), after it waited 5\d\d\d(\.\d)? seconds for the rate limit and sent \d+ requests; "
            + "the previous one returned 429",
            error.Message);
        Assert.False(LostWriteRecovery.MayHaveHappened(error));
    }

    [Fact]
    public async Task Wait_for_the_rate_limit_does_not_count_towards_AttemptTimeout()
    {
        var clock = new FakeTimeProvider();
        var handler = new ScriptedHandler(
            () =>
            {
                HttpResponseMessage response = Call.Status(429)();
                response.Headers.TryAddWithoutValidation("Retry-After", "20");
                return response;
            },
            Call.Ok);
        using var limiter = new QuayRateLimiter(timeProvider: clock);
        var options = new QuayClientOptions
        {
            Endpoint = Call.Endpoint,
            TimeProvider = clock,
            RateLimiter = limiter,
            AttemptTimeout = TimeSpan.FromSeconds(1),
        };
        using var client = new QuayClient(options, handler);
        Task<Quay.Client.Repository> call = client.Repositories.GetAsync("acme/app");
        Assert.True(SpinWait.SpinUntil(() => limiter.Limiter.Waiting == 1, Watchdog.Limit));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("app", (await call.WaitAsync(Watchdog.Limit)).Name);
    }

    [Fact]
    public async Task Long_pause_of_a_shared_limiter_is_thrown_by_other_clients_without_a_request()
    {
        var clock = new TestClock();
        using var limiter = new QuayRateLimiter(timeProvider: clock);
        FakeQuay quay = Call.Quay(Fault.TooManyRequests(TimeSpan.FromMinutes(40)));
        void Share(QuayClientOptions options) => (options.RateLimiter, options.MaxRetries) = (limiter, 0);

        Assert.IsType<QuayRateLimitException>(await Call.GetAsync(quay, clock, Share));
        var error = Assert.IsType<QuayRateLimitException>(await Call.GetAsync(quay, clock, Share));

        Assert.Equal(TimeSpan.FromMinutes(40), error.RetryAfter);
        Assert.Contains("until 2026-11-23 12:40:00Z", error.Message, StringComparison.Ordinal);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Shared_limiter_survives_its_clients_and_its_leases_take_places()
    {
        using var limiter = new QuayRateLimiter(maxConcurrentRequests: 1);
        Assert.Null(await Call.GetAsync(Call.Quay(), configure: options => options.RateLimiter = limiter));
        using (System.Threading.RateLimiting.RateLimitLease lease = await limiter.AcquireAsync(1, TestContext.Current.CancellationToken))
        {
            Assert.True(lease.IsAcquired);
            Assert.False(limiter.AttemptAcquire().IsAcquired);
            Assert.Equal(0, limiter.GetStatistics()!.CurrentAvailablePermits);
        }

        Assert.Null(await Call.GetAsync(Call.Quay(), configure: options => options.RateLimiter = limiter));
        Assert.Equal(1, limiter.GetStatistics()!.CurrentAvailablePermits);
    }
}
