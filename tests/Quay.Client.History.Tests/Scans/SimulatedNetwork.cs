using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Scans;

/// <summary>Delivers the responses of a fake after a latency on a clock that moves only when every read waits for it.</summary>
internal sealed class SimulatedNetwork(FakeQuay quay, FakeTimeProvider clock, QuayRateLimiter limiter)
    : DelegatingHandler(new FakeQuayHandler(quay))
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly Queue<(TaskCompletionSource Arrival, DateTimeOffset At)> _pending = new();
    private int _reading;

    public int Requests { get; private set; }

    // Counts the reads of a scan, which the clock waits for.
    public async Task<T> ReadAsync<T>(Task<T> read)
    {
        Interlocked.Increment(ref _reading);
        try
        {
            return await read;
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }

    // Advances the clock until the work is done. If a read computes meanwhile, the clock is a step ahead, but no result changes.
    public async Task RunAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            if (WaitingRequests is > 0 and var waiting && waiting >= Volatile.Read(ref _reading))
            {
                clock.Advance(Step);
                Deliver();
            }
            else
            {
                Thread.Yield();
            }
        }

        await work;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> response;
        var arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_pending)
        {
            Requests++;
            response = base.SendAsync(request, cancellationToken);
            _pending.Enqueue((arrival, clock.GetUtcNow() + Latency));
        }

        await arrival.Task.WaitAsync(cancellationToken);
        return await response;
    }

    private long WaitingRequests
    {
        get
        {
            lock (_pending)
            {
                return _pending.Count + limiter.GetStatistics().CurrentQueuedCount;
            }
        }
    }

    private void Deliver()
    {
        lock (_pending)
        {
            while (_pending.TryPeek(out (TaskCompletionSource Arrival, DateTimeOffset At) next) && next.At <= clock.GetUtcNow())
            {
                _pending.Dequeue().Arrival.SetResult();
            }
        }
    }
}
