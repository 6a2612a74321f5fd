namespace Quay.Client;

/// <summary>Represents an optional instant in UTC. It needs a third of the memory of a <see cref="Nullable{DateTimeOffset}"/>.</summary>
internal readonly record struct Instant
{
    // The ticks plus one, so that the default value means "no instant".
    private readonly long _ticks;

    private Instant(long ticks) => _ticks = ticks + 1;

    public static Instant FromUnixSeconds(long seconds) => new(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond));

    public static implicit operator Instant(DateTimeOffset? time) => time is { } value ? new Instant(value.UtcTicks) : default;

    public static implicit operator DateTimeOffset?(Instant instant) =>
        instant._ticks == 0 ? null : new DateTimeOffset(instant._ticks - 1, TimeSpan.Zero);
}
