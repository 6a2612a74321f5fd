namespace Quay.Client;

/// <summary>Adds durations to times from a server without overflow. Such a time can be any value of .NET's range.</summary>
internal static class Saturating
{
    // Adds a duration, and limits the result to the range of DateTimeOffset.
    public static DateTimeOffset Plus(this DateTimeOffset time, TimeSpan duration)
    {
        long ticks = duration.Ticks < 0
            ? Math.Max(DateTimeOffset.MinValue.Ticks, time.UtcTicks + Math.Max(duration.Ticks, -DateTimeOffset.MaxValue.Ticks))
            : time.UtcTicks + Math.Min(duration.Ticks, DateTimeOffset.MaxValue.Ticks - time.UtcTicks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    public static DateTimeOffset? Plus(this DateTimeOffset? time, TimeSpan? duration) =>
        time is { } known && duration is { } length ? known.Plus(length) : null;
}
