using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// A clock that stands still but for waits: a timer shorter than <see cref="Patience"/> is one, and is over at once; a longer one is a time
/// limit, and runs out only when the test moves the clock.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public static TimeSpan Patience { get; } = TimeSpan.FromHours(1);

    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    /// <summary>Whether waits are over at once.</summary>
    public bool SkipsWaits { get; init; } = true;

    /// <summary>Called when a wait begins.</summary>
    public Action? Waiting { get; set; }

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public void Advance(TimeSpan time) => _clock.Advance(time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = _clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= TimeSpan.Zero && dueTime < Patience)
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
