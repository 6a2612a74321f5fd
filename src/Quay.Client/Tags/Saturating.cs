namespace Quay.Client.Tags;

/// <summary>Arithmetic on times from a server, which may be anything that .NET can hold.</summary>
internal static class Saturating
{
    /// <summary>Adds a duration, but goes no further than the first and the last time there is.</summary>
    public static DateTimeOffset Plus(this DateTimeOffset time, TimeSpan duration)
    {
        long ticks = duration.Ticks < 0
            ? Math.Max(DateTimeOffset.MinValue.Ticks, time.UtcTicks + Math.Max(duration.Ticks, -DateTimeOffset.MaxValue.Ticks))
            : time.UtcTicks + Math.Min(duration.Ticks, DateTimeOffset.MaxValue.Ticks - time.UtcTicks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>The same for a time that may be unknown.</summary>
    public static DateTimeOffset? Plus(this DateTimeOffset? time, TimeSpan? duration) =>
        time is { } known && duration is { } length ? known.Plus(length) : null;
}
