using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Provides a clock that stands still and reports when code starts to wait by it.</summary>
internal sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 33, 10, TimeSpan.Zero))
{
    private readonly TaskCompletionSource<TimeSpan> _waited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the duration of the first wait by this clock.</summary>
    public Task<TimeSpan> Waited => _waited.Task.WaitAsync(Watchdog.Limit);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            _waited.TrySetResult(dueTime);
        }

        return timer;
    }
}
