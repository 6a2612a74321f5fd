using System.Text.Json.Nodes;
using Quay.Client.Tags;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// The tag history of one repository as Quay keeps and lists it: newest start first in milliseconds, then by name; a page of it at a time; and
/// whatever is done to it between two requests.
/// </summary>
public sealed class HistoryServer
{
    private readonly List<Row> _rows = [];

    public HistoryServer() => Handler = new ScriptedHandler(request => ScriptedHandler.Json(Page(request.RequestUri!.Query)));

    public ScriptedHandler Handler { get; }

    public long NowMs { get; set; } = 1_795_000_000_000;

    /// <summary>What happens before the answer to each request: its argument is the number of the request, from 1.</summary>
    public Action<int>? BeforeAnswer { get; set; }

    public IEnumerable<Row> Rows => _rows.OrderByDescending(row => row.StartMs).ThenBy(row => row.Name, StringComparer.Ordinal);

    /// <summary>Points a tag at a manifest: ends its row, if it has a live one, and makes a new one.</summary>
    public Row Push(string name, string digest, bool reversion = false)
    {
        Delete(name);
        var row = new Row(name, digest, NowMs) { Reversion = reversion };
        _rows.Add(row);
        return row;
    }

    public void Delete(string name)
    {
        if (_rows.SingleOrDefault(row => row.Name == name && row.EndMs is null) is { } live)
        {
            live.EndMs = NowMs;
        }
    }

    /// <summary>Quay's collector removes a row.</summary>
    public void Collect(Row row) => _rows.Remove(row);

    public static string Answer(IEnumerable<JsonNode> rows, int page, bool hasAdditional) =>
        new JsonObject { ["tags"] = new JsonArray([.. rows]), ["page"] = page, ["has_additional"] = hasAdditional }.ToJsonString();

    private string Page(string query)
    {
        BeforeAnswer?.Invoke(Handler.Asked.Count);
        Dictionary<string, string> parameters = query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        int limit = int.Parse(parameters["limit"], null);
        int page = parameters.TryGetValue("page", out string? number) ? int.Parse(number, null) : 1;
        List<Row> rows = [.. Rows.Skip(limit * (page - 1)).Take(limit + 1)];
        return Answer(rows.Take(limit).Select(row => row.ToJson()), page, rows.Count > limit);
    }

    public sealed class Row(string name, string digest, long startMs)
    {
        public string Name => name;

        public string Digest => digest;

        public long StartMs => startMs;

        public long? EndMs { get; set; }

        public bool Reversion { get; init; }

        public bool Is(TagHistoryEntry entry) =>
            entry.Name == name && entry.ManifestDigest == digest && entry.Start == DateTimeOffset.FromUnixTimeSeconds(startMs / 1000);

        public JsonNode ToJson()
        {
            var json = new JsonObject { ["name"] = name, ["reversion"] = Reversion, ["start_ts"] = startMs / 1000 };
            if (EndMs is { } end)
            {
                json["end_ts"] = end / 1000;
            }

            json["manifest_digest"] = digest;
            json["is_manifest_list"] = false;
            json["size"] = 1;
            return json;
        }

        public override string ToString() => $"{name}@{startMs}";
    }
}
