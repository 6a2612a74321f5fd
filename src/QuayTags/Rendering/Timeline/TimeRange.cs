using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents the period that is drawn.</summary>
internal readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    private const double Lead = 0.03;
    private const double SomeFuture = 0.06;
    private const double MostFuture = 0.25;
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(14);

    public TimeSpan Length => To - From;

    public bool Contains(DateTimeOffset time) => time >= From && time <= To;

    /// <summary>
    /// Chooses the period from the first event in the time machine's window (or, if it has none, in the whole history) to now. The period
    /// includes upcoming expirations that leave enough room for the past.
    /// </summary>
    public static TimeRange Choose(
        IReadOnlyList<TagEvent> events, DateTimeOffset now, TimeSpan? window, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        DateTimeOffset[] past = [.. events.Select(tagEvent => tagEvent.At).OfType<DateTimeOffset>().Where(time => time <= now)];
        DateTimeOffset complete = Before(now, window ?? TimeSpan.Zero);
        DateTimeOffset first = past.Where(time => time >= complete).DefaultIfEmpty(past.DefaultIfEmpty(complete).Min()).Min();
        DateTimeOffset latestStart = Before(now, Shortest);
        first = first < latestStart ? first : latestStart;
        DateTimeOffset begin = from ?? Before(first, (now - first) * Lead);

        TimeSpan length = now - begin > Shortest ? now - begin : Shortest;
        TimeSpan[] expiries =
        [
            .. events.Where(tagEvent => tagEvent.Kind == TagEventKind.WillExpire).Select(tagEvent => tagEvent.At - now).OfType<TimeSpan>(),
        ];
        TimeSpan near = expiries
            .Where(expiry => expiry <= length * MostFuture)
            .DefaultIfEmpty(length * (expiries.Length > 0 ? SomeFuture : 0))
            .Max();
        DateTimeOffset end = to ?? After(now, near + (length * Lead));
        begin = begin < end ? begin : Before(end, window > TimeSpan.Zero ? window.Value : UsualWindow);
        return new TimeRange(begin, begin < end ? end : begin + Shortest);
    }

    /// <summary>Subtracts a duration from a time, and stops at the earliest possible time.</summary>
    public static DateTimeOffset Before(DateTimeOffset time, TimeSpan duration) =>
        duration < time - DateTimeOffset.MinValue ? time - duration : DateTimeOffset.MinValue;

    private static DateTimeOffset After(DateTimeOffset time, TimeSpan duration) =>
        duration < DateTimeOffset.MaxValue - time ? time + duration : DateTimeOffset.MaxValue;
}
