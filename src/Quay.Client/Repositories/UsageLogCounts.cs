namespace Quay.Client;

/// <summary>Requests Quay's counts of a usage log, a month at a time and only as far back as the log is read.</summary>
internal sealed class UsageLogCounts(UsageLogRequests requests, LogQuery query, ServerClock clock)
{
    private static readonly Dictionary<string, int> None = [];

    private readonly Dictionary<DateOnly, Dictionary<string, int>> _days = [];

    // Gets the earliest day that is counted.
    public DateOnly From { get; private set; } = DateOnly.MaxValue;

    // Gets the server's time after the first counts.
    public DateTimeOffset CountedAt { get; private set; }

    // Counts the days up to the newest one of the log. Returns false if the server or the token does not allow it.
    public async Task<bool> TryStartAsync(DateOnly newest, CancellationToken cancellationToken)
    {
        try
        {
            await RequestAsync(newest, cancellationToken).ConfigureAwait(false);
            CountedAt = clock.GetUtcNow();
            return true;
        }
        catch (QuayException refusal) when (
            refusal.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            return false;
        }
    }

    // Returns the counts of a day by kind.
    public async ValueTask<IReadOnlyDictionary<string, int>> GetAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (day < From)
        {
            await RequestAsync(day, cancellationToken).ConfigureAwait(false);
        }

        return _days.GetValueOrDefault(day, None);
    }

    // Returns the counts of a day as they are now.
    public async Task<IReadOnlyDictionary<string, int>> RecountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        Dictionary<DateOnly, Dictionary<string, int>> days =
            await ReadAsync(query.From is null ? null : day, query.From is null ? null : day, cancellationToken).ConfigureAwait(false);
        return days.GetValueOrDefault(day, None);
    }

    private async Task RequestAsync(DateOnly last, CancellationToken cancellationToken)
    {
        DateOnly? first = query.From is { } from ? Max(from, MonthBefore(last)) : null;
        Dictionary<DateOnly, Dictionary<string, int>> days =
            await ReadAsync(first, first is null ? null : last, cancellationToken).ConfigureAwait(false);
        foreach ((DateOnly day, Dictionary<string, int> counts) in days)
        {
            _days.TryAdd(day, counts);
        }

        From = first ?? DateOnly.MinValue;
    }

    private async Task<Dictionary<DateOnly, Dictionary<string, int>>> ReadAsync(
        DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        Dictionary<DateOnly, Dictionary<string, int>> days = [];
        await foreach (LogCount count in requests.Counts(from, to).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            DateOnly day = UsageLogDay.Of(count.Day);
            if (!days.TryGetValue(day, out Dictionary<string, int>? kinds))
            {
                days.Add(day, kinds = []);
            }

            kinds[count.Kind] = kinds.GetValueOrDefault(count.Kind) + count.Count;
        }

        return days;
    }

    // Returns the start of the longest range in which each day of the month occurs once.
    private static DateOnly MonthBefore(DateOnly last) => last.DayNumber < 31 ? DateOnly.MinValue : last.AddMonths(-1).AddDays(1);

    private static DateOnly Max(DateOnly one, DateOnly other) => one > other ? one : other;
}
