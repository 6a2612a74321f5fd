namespace Quay.Client.Testing;

/// <summary>Represents a clock that a test or a control request moves forward. It runs with the system's clock, or stands still.</summary>
/// <remarks>Timers, and therefore <see cref="Fault.Delay"/>, use the system's clock. The clock is thread-safe.</remarks>
public sealed class FakeQuayClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly DateTimeOffset? _start;
    private TimeSpan _moved;

    /// <summary>Initializes a clock that runs with the system's clock.</summary>
    public FakeQuayClock()
    {
    }

    /// <summary>Initializes a clock that stands still until it is moved.</summary>
    /// <param name="start">The time, in any time zone.</param>
    public FakeQuayClock(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <summary>Gets whether the clock runs with the system's clock.</summary>
    public bool IsRunning => _start is null;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return (_start ?? System.GetUtcNow()) + _moved;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock forward.</summary>
    /// <param name="duration">The duration, at least zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative, or the new time is after the year 9999.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        lock (_lock)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, DateTimeOffset.MaxValue - GetUtcNow());
            _moved += duration;
        }
    }

    /// <summary>Moves the clock back to its start, as if it was never moved.</summary>
    internal void Reset()
    {
        lock (_lock)
        {
            _moved = TimeSpan.Zero;
        }
    }
}
