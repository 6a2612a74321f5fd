using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing.Http;
using Quay.Client.Testing.Registry;
using Quay.Client.Testing.Web;

namespace Quay.Client.Testing.Endpoints;

/// <summary><c>…/logs</c>: the usage log, the newest entry first.</summary>
internal static class LogsEndpoint
{
    private const int PageSize = 20;

    public static FakeAnswer Get(Call call)
    {
        call.Need(FakeRole.Admin);
        FakeRepository repository = call.NeedRepository();
        DateTimeOffset now = call.Registry.Clock.Now;
        DateTimeOffset start = Day(call.Query.Text("starttime")) ?? now.AddDays(-1);
        DateTimeOffset end = Day(call.Query.Text("endtime")) ?? now;
        end = end <= DateTimeOffset.MaxValue.AddDays(-1) ? end.AddDays(1) : throw Call.Crash();
        if (end < start)
        {
            throw Call.NotUnderstood();
        }

        IEnumerable<FakeLogEntry> found = repository.Log.Reverse()
            .Where(entry => entry.Time >= start && entry.Time < end)
            .OrderByDescending(entry => entry.Time);
        (List<FakeLogEntry> page, PageToken? next) = Page(found, call.PageToken(), call.Registry.Is(8));
        var json = new JsonObject
        {
            ["start_time"] = MailDate.Of(start),
            ["end_time"] = MailDate.Of(end),
            ["logs"] = new JsonArray([.. page.Select(entry => View(entry, call.Registry))]),
        };
        return call.Page(json, next);
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
        List<FakeLogEntry> rows = [.. found.Where(entry => token?.Time is not { } first || entry.Time <= first).Skip(offset).Take(PageSize + 1)];
        if (rows.Count <= PageSize)
        {
            // Quay looks into its older tables too, which are empty: a last page that has entries is followed by one that has none.
            return (rows, rows.Count > 0 ? new PageToken { Table = 1 } : null);
        }

        // The next page begins at a time, and where that is the time of this page's last entry too, a count is to help; Quay never takes it back.
        bool splitsTime = countsWithinTime && rows[PageSize].Time == rows[PageSize - 1].Time;
        return (rows[..PageSize], new PageToken
        {
            Time = rows[PageSize].Time,
            PageNumber = (token?.PageNumber ?? 0) + 1,
            Offset = splitsTime ? offset + PageSize : offset,
        });
    }

    private static JsonObject View(FakeLogEntry entry, FakeRegistry registry)
    {
        var json = new JsonObject
        {
            ["kind"] = entry.Kind,
            ["metadata"] = new JsonObject(entry.Metadata.Select(pair => KeyValuePair.Create(pair.Key, JsonSerializer.SerializeToNode(pair.Value)))),
            ["ip"] = entry.Address,
            ["datetime"] = MailDate.Of(entry.Time),
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

    /// <summary>A date; null also for what is none, so that a mistake asks for the last day.</summary>
    private static DateTimeOffset? Day(string? text) =>
        DateTimeOffset.TryParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset day) ? day : null;
}
