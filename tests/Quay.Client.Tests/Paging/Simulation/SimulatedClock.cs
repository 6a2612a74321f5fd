namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Represents the time of a simulation, in milliseconds. Timers never fire, so no time limit of the client elapses.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    public long NowMs { get; set; } = 1_795_000_000_000;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => NowMs;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new SilentTimer();

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
