using Microsoft.Extensions.Time.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.RateLimiting;

/// <summary>Verifies the order of waiting requests, pauses, cancellation and disposal, without a network.</summary>
public sealed class RequestLimiterTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly RequestLimiter _limiter;

    public RequestLimiterTests() => _limiter = new RequestLimiter(null, maxConcurrentRequests: 1, _clock);

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public async Task Started_calls_go_before_new_ones_and_those_before_prefetched_pages()
    {
        RequestPermit first = await AcquireAsync();
        List<string> order = [];
        Task[] waiting =
        [
            EnterAsync("prefetch 1", RequestPriority.Prefetch, order),
            EnterAsync("call 1", RequestPriority.First, order),
            EnterAsync("prefetch 2", RequestPriority.Prefetch, order),
            EnterAsync("retry", RequestPriority.Started, order),
            EnterAsync("call 2", RequestPriority.First, order),
        ];
        _limiter.ReturnAccepted(first);
        await Task.WhenAll(waiting).WaitAsync(Watchdog.Limit);
        Assert.Equal(["retry", "call 1", "call 2", "prefetch 1", "prefetch 2"], order);
    }

    [Fact]
    public void Marked_request_is_a_prefetch_and_a_verification_or_retry_is_started()
    {
        using var page = new HttpRequestMessage();
        page.Options.Set(new HttpRequestOptionsKey<object?>("Quay.Client.Prefetch"), true);
        using var call = new HttpRequestMessage();
        Assert.Equal(RequestPriority.Prefetch, RequestOrigin.PriorityOf(page, isRetry: false));
        Assert.Equal(RequestPriority.First, RequestOrigin.PriorityOf(call, isRetry: false));
        Assert.Equal(RequestPriority.Started, RequestOrigin.PriorityOf(page, isRetry: true));
    }

    [Fact]
    public async Task Verification_of_a_lost_write_is_marked_as_started_and_the_next_call_is_not()
    {
        using var request = new HttpRequestMessage();
        var writes = new LostWriteRecovery(true, 1, TimeSpan.Zero, TimeSpan.Zero, _clock);
        RequestPriority priority = await writes.VerifyAsync(
            _ => Task.FromResult(RequestOrigin.PriorityOf(request, isRetry: false)), CancellationToken.None);
        Assert.Equal(RequestPriority.Started, priority);
        Assert.Equal(RequestPriority.First, RequestOrigin.PriorityOf(request, isRetry: false));
    }

    [Fact]
    public async Task Pause_of_the_server_ends_after_Retry_After()
    {
        _limiter.ReturnRefused(await AcquireAsync(), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
        Task<RequestPermit> next = AcquireAsync().AsTask();
        _clock.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        _limiter.ReturnAccepted(await next.WaitAsync(Watchdog.Limit));
    }

    [Theory]
    [InlineData(30, 600, true)]
    [InlineData(29, 600, false)]
    [InlineData(600, 29, false)]
    public async Task Request_that_cannot_wait_for_the_pause_is_refused_at_once(int longestPause, int remaining, bool waits)
    {
        RequestPermit permit = await AcquireAsync();
        Task<RequestPermit> before = AcquireAsync(longestPause, remaining).AsTask();
        _limiter.ReturnRefused(permit, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        Task<RequestPermit> after = AcquireAsync(longestPause, remaining).AsTask();
        foreach (Task<RequestPermit> request in (Task<RequestPermit>[])[before, after])
        {
            Assert.Equal(waits, _limiter.Waiting > 0);
            Assert.True(waits ? !request.IsCompleted : (await request.WaitAsync(Watchdog.Limit)).IsRefused);
        }
    }

    [Fact]
    public async Task Pause_is_an_hour_at_most()
    {
        _limiter.ReturnRefused(await AcquireAsync(), TimeSpan.MaxValue, TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromHours(1), _limiter.RemainingPause);
    }

    [Fact]
    public async Task Cancelled_request_gives_its_place_to_the_next_one()
    {
        RequestPermit permit = await AcquireAsync();
        using var stop = new CancellationTokenSource();
        Task<RequestPermit> cancelled = _limiter.AcquireAsync(RequestPriority.First, Long, Long, stop.Token).AsTask();
        Task<RequestPermit> next = AcquireAsync().AsTask();
        await stop.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(stop.Token, error.CancellationToken);
        _limiter.ReturnAccepted(permit);
        _limiter.ReturnAccepted(await next.WaitAsync(Watchdog.Limit));
        Assert.Equal((0, 0), (_limiter.InFlight, _limiter.Waiting));
    }

    [Fact]
    public async Task Disposal_ends_the_waits()
    {
        await AcquireAsync();
        Task<RequestPermit> waiting = AcquireAsync().AsTask();
        _limiter.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Watchdog.Limit));
        Assert.Throws<ObjectDisposedException>(() => _limiter.TryAcquire(out _));
    }

    [Fact]
    public void Acquiring_without_a_429_allocates_nothing_and_does_not_wait()
    {
        using var limiter = new RequestLimiter(null, null, TimeProvider.System);
        Send();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Send();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Send()
        {
            ValueTask<RequestPermit> permit = limiter.AcquireAsync(RequestPriority.First, Long, Long, CancellationToken.None);
            Assert.True(permit.IsCompletedSuccessfully);
            limiter.ReturnAccepted(permit.Result);
        }
    }

    [Fact]
    public async Task RequestsPerSecond_spaces_the_requests()
    {
        using var limiter = new RequestLimiter(4, null, _clock);
        List<string> sent = [];
        Task[] calls = [.. Enumerable.Range(0, 5).Select(async _ =>
        {
            await limiter.AcquireAsync(RequestPriority.First, Long, Long, CancellationToken.None);
            lock (sent)
            {
                sent.Add("");
            }
        })];
        foreach (int waiting in (int[])[4, 3, 2, 1, 0])
        {
            Assert.Equal(waiting, limiter.Waiting);
            _clock.Advance(TimeSpan.FromMilliseconds(249));
            Assert.Equal(waiting, limiter.Waiting);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(calls).WaitAsync(Watchdog.Limit);
    }

    [Fact]
    public async Task Limit_is_forgotten_after_a_minute_in_which_no_request_waits()
    {
        _limiter.ReturnRefused(await AcquireAsync(), null, TimeSpan.FromSeconds(30));
        Assert.InRange(_limiter.PerSecond, 1, 100);
        _clock.Advance(TimeSpan.FromSeconds(61));
        _limiter.ReturnAccepted(await AcquireAsync());
        Assert.Equal(double.PositiveInfinity, _limiter.PerSecond);
    }

    private ValueTask<RequestPermit> AcquireAsync(int longestPause = 600, int remaining = 600) => _limiter.AcquireAsync(
        RequestPriority.First, TimeSpan.FromSeconds(longestPause), TimeSpan.FromSeconds(remaining), CancellationToken.None);

    private async Task EnterAsync(string name, RequestPriority priority, List<string> order)
    {
        RequestPermit permit = await _limiter.AcquireAsync(priority, Long, Long, CancellationToken.None);
        lock (order)
        {
            order.Add(name);
        }

        _limiter.ReturnAccepted(permit);
    }
}
