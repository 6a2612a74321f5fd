namespace Quay.Client.History;

/// <summary>Reads the usage log of the days of the events, and adds the actors to the events.</summary>
internal sealed class ActorReader(IQuayClient client)
{
    // Returns the events in the same order, each with an actor. Does not request the log if no event has a time.
    public async Task<IReadOnlyList<TagEvent>> AddAsync(
        RepositoryName repository, IReadOnlyList<TagEvent> events, CancellationToken cancellationToken)
    {
        List<LoggedAction> log = [];
        string? gap = null;
        try
        {
            foreach ((DateOnly from, DateOnly to) in Days(events))
            {
                var query = new LogQuery { From = from, To = to };
                try
                {
                    await foreach (LogEntry entry in
                        client.Repositories.GetLogs(repository, query, cancellationToken).ConfigureAwait(false))
                    {
                        if (LoggedAction.Of(entry) is { } action)
                        {
                            log.Add(action);
                        }
                    }
                }
                catch (QuayResponseException missing)
                {
                    // The enumeration returned all other entries before it threw.
                    gap = $"{gap ?? "The log is incomplete:"} {missing.Message}";
                }
            }
        }
        catch (QuayPermissionException refused)
        {
            return [.. events.Select(happened => happened with
            {
                Actor = TagEventActor.Unknown($"The token cannot read the usage log. {refused.Message}"),
            })];
        }

        return ActorMatcher.Match(events, log, gap);
    }

    // Returns the ranges of days (UTC) in which the log entries of the events can be.
    private List<(DateOnly From, DateOnly To)> Days(IEnumerable<TagEvent> events)
    {
        List<(DateOnly From, DateOnly To)> ranges = [];
        DateOnly today = DayOf(client.ServerTime);
        IEnumerable<DateOnly> days = events.Select(happened => happened.At)
            .OfType<DateTimeOffset>()
            .SelectMany(at => new[] { DayOf(NearestEntries.RangeOf(at).First), DayOf(NearestEntries.RangeOf(at).Last) })
            .Where(day => day <= today)
            .Distinct()
            .Order();
        foreach (DateOnly day in days)
        {
            if (ranges is [.., var last] && last.To.AddDays(1) == day)
            {
                ranges[^1] = (last.From, day);
            }
            else
            {
                ranges.Add((day, day));
            }
        }

        return ranges;
    }

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
