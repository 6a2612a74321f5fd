using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents the period that is drawn.</summary>
internal readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    private const double Lead = 0.03;
    private const double SomeFuture = 0.06;
    private const double MostFuture = 0.25;
    private const double MostStretch = 2;
    private const double MostIdle = 10;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(14);

    public TimeSpan Length => To - From;

    public bool Contains(DateTimeOffset time) => time >= From && time <= To;

    /// <summary>
    /// Chooses the period that shows the events of the time machine's window; those of the whole history if the window has none. The events
    /// of the last two weeks are always included, and earlier ones if each at most doubles the period. It usually ends now, or later for
    /// expirations that leave enough room for the past.
    /// </summary>
    public static TimeRange Choose(
        IReadOnlyList<TagEvent> events, DateTimeOffset now, TimeSpan? window, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        DateTimeOffset[] past = Past(events, now, window ?? TimeSpan.Zero);
        TimeSpan[] expiries =
        [
            .. events.Where(tagEvent => tagEvent.Kind == TagEventKind.WillExpire).Select(tagEvent => tagEvent.At - now).OfType<TimeSpan>(),
        ];
        DateTimeOffset first = First(past, now) ?? Before(now, expiries.Length > 0 ? Shortest : window ?? UsualWindow);
        DateTimeOffset latestStart = Before(now, Shortest);
        first = first < latestStart ? first : latestStart;
        if (from is null && to is null && expiries.Length == 0 && LastBeforeIdleTime(past, first, now) is { } last)
        {
            TimeSpan lead = Max((last - first) * Lead, Shortest / 2);
            return new TimeRange(Before(first, lead), After(last, lead));
        }

        DateTimeOffset begin = from ?? Before(first, (now - first) * Lead);
        DateTimeOffset end = to ?? After(now, Future(past.Length, expiries, Max(now - begin, Shortest)));
        begin = begin < end ? begin : Before(end, window > TimeSpan.Zero ? window.Value : UsualWindow);
        return new TimeRange(begin, begin < end ? end : begin + Shortest);
    }

    /// <summary>Subtracts a duration from a time, and stops at the earliest possible time.</summary>
    public static DateTimeOffset Before(DateTimeOffset time, TimeSpan duration) =>
        duration < time - DateTimeOffset.MinValue ? time - duration : DateTimeOffset.MinValue;

    private static DateTimeOffset After(DateTimeOffset time, TimeSpan duration) =>
        duration < DateTimeOffset.MaxValue - time ? time + duration : DateTimeOffset.MaxValue;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Gets the times of the events in the window, or of all if it has none. The newest comes first.</summary>
    private static DateTimeOffset[] Past(IReadOnlyList<TagEvent> events, DateTimeOffset now, TimeSpan window)
    {
        DateTimeOffset[] past =
        [
            .. events.Select(tagEvent => tagEvent.At).OfType<DateTimeOffset>().Where(time => time <= now).OrderDescending(),
        ];
        DateTimeOffset[] complete = [.. past.TakeWhile(time => time >= Before(now, window))];
        return complete.Length > 0 ? complete : past;
    }

    /// <summary>Finds the first event to show, from the newest event backwards; null if there is none.</summary>
    private static DateTimeOffset? First(DateTimeOffset[] past, DateTimeOffset now)
    {
        if (past is not [var newest, ..])
        {
            return null;
        }

        // After a long time without events, only the distance to the newest event counts.
        DateTimeOffset last = now - newest > UsualWindow ? newest : now;
        DateTimeOffset first = newest;
        foreach (DateTimeOffset time in past)
        {
            if (last - time > Max(UsualWindow, (last - first) * MostStretch))
            {
                break;
            }

            first = time;
        }

        return first;
    }

    /// <summary>Gets the newest event if the time since then is so long that all events would be drawn as one; null otherwise.</summary>
    private static DateTimeOffset? LastBeforeIdleTime(DateTimeOffset[] past, DateTimeOffset first, DateTimeOffset now) =>
        past.Length > 1 && now - past[0] > Max(UsualWindow, Max(past[0] - first, Shortest) * MostIdle) ? past[0] : null;

    private static TimeSpan Future(int pastEvents, TimeSpan[] expiries, TimeSpan length)
    {
        // Without a past, the expirations are all there is to show.
        if (pastEvents == 0 && expiries.Length > 0)
        {
            TimeSpan latest = expiries.Min();
            foreach (TimeSpan expiry in expiries.Order().TakeWhile(expiry => expiry <= Max(UsualWindow, latest * MostStretch)))
            {
                latest = expiry;
            }

            return latest * (1 + Lead);
        }

        TimeSpan near = expiries
            .Where(expiry => expiry <= length * MostFuture)
            .DefaultIfEmpty(length * (expiries.Length > 0 ? SomeFuture : 0))
            .Max();
        return near + (length * Lead);
    }
}
