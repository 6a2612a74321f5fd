namespace Quay.Client;

/// <summary>An instant in UTC or none, in a third of the room of a <see cref="Nullable{DateTimeOffset}"/>.</summary>
internal readonly record struct Instant
{
    // One more than the ticks, so that the default is none.
    private readonly long _ticks;

    private Instant(long ticks) => _ticks = ticks + 1;

    public static Instant FromUnixSeconds(long seconds) => new(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond));

    public static implicit operator Instant(DateTimeOffset? time) => time is { } value ? new Instant(value.UtcTicks) : default;

    public static implicit operator DateTimeOffset?(Instant instant) =>
        instant._ticks == 0 ? null : new DateTimeOffset(instant._ticks - 1, TimeSpan.Zero);
}
