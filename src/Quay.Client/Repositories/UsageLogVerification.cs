namespace Quay.Client;

/// <summary>Compares the days of a usage log with Quay's counts, and reads a day again if entries are missing.</summary>
internal sealed class UsageLogVerification(UsageLogRequests requests, LogQuery query, ServerClock clock)
{
    // Covers the duration of the request for the counts, and the error of the clock.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly UsageLogCounts _counts = new(requests, query, clock);
    private UsageLogDay? _day;
    private DateOnly _newest;
    private DateOnly _today;
    private DateTimeOffset _start;

    public MissingLogEntries Missing { get; } = new();

    // Adds entries that the caller already has. No entry is missing between them.
    public void AddComplete(IReadOnlyList<LogEntry> entries)
    {
        _today = UsageLogDay.Of(clock.GetUtcNow() - Margin);
        foreach (LogEntry entry in entries)
        {
            DateOnly date = UsageLogDay.Of(entry.Time);
            _newest = _day is null ? date : _newest;
            _day = _day is null || date < _day.Date ? new UsageLogDay(date) : _day;
            _day.Add(entry);
        }

        _day?.Release();
    }

    // Requests the counts after the first full page, so that they include its entries. Returns false if they are not available.
    public Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        _start = StartOfQuery();
        return _counts.TryStartAsync(_day!.Date, cancellationToken);
    }

    // Adds entries, and returns those of the days that are over.
    public async ValueTask<List<LogEntry>> AddAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        List<LogEntry> ready = [];
        foreach (LogEntry entry in entries)
        {
            DateOnly date = UsageLogDay.Of(entry.Time);
            if (_day is not null && date < _day.Date)
            {
                await CloseAsync(_day, date.DayNumber + 1, ready, cancellationToken).ConfigureAwait(false);
                _day = null;
            }

            _day ??= new UsageLogDay(date);
            _day.Add(entry);
        }

        return ready;
    }

    // Returns the remaining entries after the last page. Quay can end a log early, so this also returns the last day that is not counted,
    // from which the log must be read again; null for none.
    public async Task<(List<LogEntry> Remaining, DateOnly? Last)> CompleteAsync(CancellationToken cancellationToken)
    {
        List<LogEntry> rest = [];
        if (_day is null)
        {
            return (rest, null);
        }

        DateOnly first = query.From ?? UsageLogDay.Of(_start);
        await _counts.GetAsync(_day.Date, cancellationToken).ConfigureAwait(false);
        int downTo = Math.Min(_day.Date.DayNumber, Math.Max(first.DayNumber, _counts.From.DayNumber));
        await CloseAsync(_day, downTo, rest, cancellationToken).ConfigureAwait(false);
        _day = null;
        return (rest, downTo > first.DayNumber ? DateOnly.FromDayNumber(downTo - 1) : null);
    }

    // Verifies a day and the empty days before it.
    private async Task CloseAsync(UsageLogDay day, int downTo, List<LogEntry> ready, CancellationToken cancellationToken)
    {
        for (int number = day.Date.DayNumber; number >= downTo; number--)
        {
            UsageLogDay closed = number == day.Date.DayNumber ? day : new UsageLogDay(DateOnly.FromDayNumber(number));
            IReadOnlyDictionary<string, int> counted = await _counts.GetAsync(closed.Date, cancellationToken).ConfigureAwait(false);
            if (counted.Any(kind => kind.Value > closed.Count(kind.Key, DateTimeOffset.MinValue)))
            {
                await RepairAsync(closed, counted, cancellationToken).ConfigureAwait(false);
            }

            ready.AddRange(closed.Release());
        }
    }

    private async Task RepairAsync(UsageLogDay day, IReadOnlyDictionary<string, int> counted, CancellationToken cancellationToken)
    {
        // Quay may have removed old entries since the first counts.
        List<(string Kind, int Count)> missing = await MissingAsync(day, counted, [], cancellationToken).ConfigureAwait(false);

        // The pages of the newest day would be the same again, unless the day is not over.
        if (missing.Count > 0 && (day.Date != _newest || day.Date >= _today))
        {
            List<LogEntry> newer = day.Merge(await ReadAsync(day.Date, cancellationToken).ConfigureAwait(false));
            missing = await MissingAsync(day, counted, newer, cancellationToken).ConfigureAwait(false);
        }

        foreach ((string kind, int count) in missing)
        {
            Missing.Add(day.Date, kind, count);
        }
    }

    private async Task<List<LogEntry>> ReadAsync(DateOnly day, CancellationToken cancellationToken)
    {
        List<LogEntry> entries = [];
        await foreach (LogEntry entry in requests.Entries(day, day).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Time < _start)
            {
                break;
            }

            entries.Add(entry);
        }

        return entries;
    }

    // Counts again. Only entries that both counts include are missing: Quay adds new ones, and removes old ones.
    private async Task<List<(string Kind, int Count)>> MissingAsync(
        UsageLogDay day, IReadOnlyDictionary<string, int> counted, List<LogEntry> newer, CancellationToken cancellationToken)
    {
        DateTimeOffset start = StartOfQuery();
        IReadOnlyDictionary<string, int> now = await _counts.RecountAsync(day.Date, cancellationToken).ConfigureAwait(false);
        List<(string Kind, int Count)> missing = [];
        foreach ((string kind, int before) in counted)
        {
            // The counts follow the first page, so they can include entries that are newer than it.
            int added = newer.Count(entry => entry.Kind == kind && entry.Time <= _counts.CountedAt);
            int count = Math.Min(
                before - day.Count(kind, _start) - added, now.GetValueOrDefault(kind) - day.Count(kind, start));
            if (count > 0)
            {
                missing.Add((kind, count));
            }
        }

        return missing;
    }

    // Without a query, the log starts 24 hours ago, and entries leave it while it is read.
    private DateTimeOffset StartOfQuery() =>
        query.From is null ? clock.GetUtcNow() - TimeSpan.FromDays(1) - Margin : DateTimeOffset.MinValue;
}
