using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Represents a clock that moves only for waits. A timer shorter than <see cref="WaitLimit"/> is a wait and fires at once. A longer timer
/// is a time limit, which fires only when the test advances the clock.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public static TimeSpan WaitLimit { get; } = TimeSpan.FromHours(1);

    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    /// <summary>Gets whether waits end at once.</summary>
    public bool SkipsWaits { get; init; } = true;

    /// <summary>Gets or sets the callback that is invoked when a wait begins.</summary>
    public Action? Waiting { get; set; }

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public void Advance(TimeSpan time) => _clock.Advance(time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = _clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= TimeSpan.Zero && dueTime < WaitLimit)
        {
            Waits.Enqueue(dueTime);
            Waiting?.Invoke();
            if (SkipsWaits)
            {
                ThreadPool.QueueUserWorkItem(_ => _clock.Advance(dueTime));
            }
        }

        return timer;
    }
}
