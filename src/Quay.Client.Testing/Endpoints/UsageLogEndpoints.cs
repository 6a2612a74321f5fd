using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Handles <c>…/logs</c>, the usage log with the newest entry first, and <c>…/aggregatelogs</c>, its counts by day and kind.
/// </summary>
/// <param name="parent">The resource that has the log.</param>
internal sealed class UsageLogEndpoints(ParentResource parent)
{
    private const int PageSize = 20;

    private static readonly TimeSpan LongestCounted = TimeSpan.FromDays(31);

    public FakeResponse List(Call call)
    {
        parent.RequireAdmin(call);
        IEnumerable<FakeLogEntry> log = Log(call);
        (DateTimeOffset start, DateTimeOffset end) = Range(call);
        if (Performer(call) is { } name && !IsUser(call, name))
        {
            throw Call.Crash();
        }

        IEnumerable<FakeLogEntry> found = Within(call, log, start, end).Reverse().OrderByDescending(entry => entry.Time);
        (List<FakeLogEntry> page, PageToken? next) = Page(found, call.PageToken(), call.Registry.IsAtLeast(8));
        var json = new JsonObject
        {
            ["start_time"] = Rfc2822Date.Of(start),
            ["end_time"] = Rfc2822Date.Of(end),
            ["logs"] = new JsonArray([.. page.Select(entry => View(entry, call.Registry))]),
        };
        return call.Page(json, next);
    }

    /// <summary>Counts entries by day of the month, so the days of the second month in the range come first.</summary>
    public FakeResponse Aggregate(Call call)
    {
        parent.RequireAdmin(call);
        IEnumerable<FakeLogEntry> log = Log(call);
        (DateTimeOffset start, DateTimeOffset end) = Range(call);
        if (end - start > LongestCounted)
        {
            throw Call.Message(400, "Invalid date range for logs");
        }

        var counts = Within(call, log, start, end)
            .CountBy(entry => (entry.Time.UtcDateTime.Day, entry.Kind))
            .OrderBy(count => count.Key.Day)
            .ThenBy(count => LogKinds.OrderOf(count.Key.Kind));
        return Responses.Json(new JsonObject
        {
            ["aggregated"] = new JsonArray([.. counts.Select(count => new JsonObject
            {
                ["kind"] = count.Key.Kind,
                ["count"] = count.Value,
                ["datetime"] = Rfc2822Date.Of(DayOf(count.Key.Day, start.UtcDateTime)),
            })]),
        });
    }

    /// <summary>Returns the time range of the query.</summary>
    /// <exception cref="ErrorResponseException">The end is before the start.</exception>
    private static (DateTimeOffset Start, DateTimeOffset End) Range(Call call)
    {
        (DateTimeOffset start, DateTimeOffset end) = LogDates.Of(call);
        return end < start ? throw Call.NotUnderstood() : (start, end);
    }

    private IReadOnlyList<FakeLogEntry> Log(Call call) => parent.IsRepository ? call.RequireRepository().Log : parent.Namespace(call).Log;

    private IEnumerable<FakeLogEntry> Within(Call call, IEnumerable<FakeLogEntry> log, DateTimeOffset start, DateTimeOffset end)
    {
        string? performer = Performer(call) is { } name && IsUser(call, name) ? name : null;
        return log.Where(entry => entry.Time >= start
            && entry.Time < end
            && (performer is null || entry.Performer == performer)
            && !(parent.IsUser && LogKinds.IsServiceKey(entry.Kind)));
    }

    /// <summary>Returns the user whose actions are requested; null for all users, and always null for the log of a repository.</summary>
    private string? Performer(Call call) => !parent.IsRepository && call.Query.Text("performer") is { Length: > 0 } name ? name : null;

    private static bool IsUser(Call call, string name) => call.Registry.FindNamespace(name) is { IsOrganization: false };

    /// <exception cref="ErrorResponseException">The month of the start does not have the day.</exception>
    private static DateTimeOffset DayOf(int day, DateTime start)
    {
        if (day > DateTime.DaysInMonth(start.Year, start.Month))
        {
            throw Call.Crash();
        }

        var date = new DateTimeOffset(start.Year, start.Month, day, 0, 0, 0, TimeSpan.Zero);
        return day < start.Day ? date.AddMonths(1) : date;
    }

    private static (List<FakeLogEntry> Page, PageToken? Next) Page(IEnumerable<FakeLogEntry> found, PageToken? token, bool countsWithinTime)
    {
        if (token?.Table > 0)
        {
            return ([], null);
        }

        if (token?.Id is not null)
        {
            throw Call.Crash();
        }

        int offset = token?.Offset ?? 0;
        List<FakeLogEntry> entries =
            [.. found.Where(entry => token?.Time is not { } first || entry.Time <= first).Skip(offset).Take(PageSize + 1)];
        if (entries.Count <= PageSize)
        {
            // Quay also reads its older log tables, which are empty. So a last page with entries is followed by an empty page.
            return (entries, entries.Count > 0 ? new PageToken { Table = 1 } : null);
        }

        // If the next page starts at the time of this page's last entry, Quay adds an offset, and never removes it.
        bool splitsTime = countsWithinTime && entries[PageSize].Time == entries[PageSize - 1].Time;
        return (entries[..PageSize], new PageToken
        {
            Time = entries[PageSize].Time,
            PageNumber = (token?.PageNumber ?? 0) + 1,
            Offset = splitsTime ? offset + PageSize : offset,
        });
    }

    private static JsonObject View(FakeLogEntry entry, FakeRegistry registry)
    {
        var json = new JsonObject
        {
            ["kind"] = entry.Kind,
            ["metadata"] = new JsonObject(entry.Metadata.Select(pair => KeyValuePair.Create(pair.Key, PythonJson.NodeOf(pair.Value)))),
            ["ip"] = entry.Address,
            ["datetime"] = Rfc2822Date.Of(entry.Time),
        };
        if (entry.Performer is { } name)
        {
            json["performer"] = new JsonObject
            {
                ["kind"] = "user",
                ["name"] = name,
                ["is_robot"] = false,
                ["avatar"] = AvatarJson.Of(name, registry.FindNamespace(name)?.Email ?? name, "user"),
            };
        }

        return json;
    }
}
