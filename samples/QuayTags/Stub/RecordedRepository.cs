using System.Globalization;
using System.Text.Json.Nodes;

namespace QuayTags.Stub;

/// <summary>A repository as a Quay once answered for it, from the embedded files <c>name.json</c> and <c>name-tags.jsonl</c>.</summary>
internal sealed class RecordedRepository(string name)
{
    private readonly JsonObject _description = Read($"{name}.json").Single();
    private readonly List<JsonObject> _rows =
        [.. Read($"{name}-tags.jsonl").SelectMany(page => page["tags"]!.AsArray()).Select(row => row!.AsObject())];

    /// <summary>The answer of <c>GET /api/v1/repository/{repository}</c>.</summary>
    public JsonObject Describe(DateTimeOffset now)
    {
        JsonObject answer = _description.DeepClone().AsObject();
        if (!answer.ContainsKey("tags"))
        {
            answer["tags"] = new JsonObject(_rows.Where(row => IsAlive(row, now))
                .DistinctBy(Name)
                .Select(row => KeyValuePair.Create<string, JsonNode?>(Name(row), ToTag(row))));
        }

        return answer;
    }

    /// <summary>The answer of <c>GET /api/v1/repository/{repository}/tag/</c>.</summary>
    /// <param name="query">Gives a parameter of the query, or null.</param>
    /// <param name="now">Decides which rows are alive.</param>
    public JsonObject ListTags(Func<string, string?> query, DateTimeOffset now)
    {
        int limit = Math.Clamp(Number("limit", 50), 1, 100);
        int page = Math.Max(1, Number("page", 1));
        List<JsonObject> rows = [.. _rows.Where(IsAskedFor).Skip((page - 1) * limit).Take(limit + 1)];
        return new JsonObject
        {
            ["tags"] = new JsonArray([.. rows.Take(limit).Select(row => row.DeepClone())]),
            ["page"] = page,
            ["has_additional"] = rows.Count > limit,
        };

        int Number(string parameter, int standard) =>
            query(parameter) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;

        bool IsAskedFor(JsonObject row)
        {
            string tag = Name(row);
            return (query("specificTag") is not { Length: > 0 } specific || tag == specific)
                && (query("onlyActiveTags") is not "true" || IsAlive(row, now))
                && query("filter_tag_name")?.Split(':', 2) switch
                {
                    ["like", var text] => tag.Contains(text, StringComparison.OrdinalIgnoreCase),
                    ["eq", var text] => tag == text,
                    _ => true,
                };
        }
    }

    private static string Name(JsonObject row) => row["name"]!.GetValue<string>();

    private static bool IsAlive(JsonObject row, DateTimeOffset now) =>
        row["end_ts"] is not { } end || end.GetValue<long>() > now.ToUnixTimeSeconds();

    private static JsonObject ToTag(JsonObject row) =>
        new(row.Where(field => field.Key is "name" or "size" or "last_modified" or "expiration" or "manifest_digest")
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    private static IEnumerable<JsonObject> Read(string file)
    {
        using var reader = new StreamReader(typeof(RecordedRepository).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonNode.Parse(line)!.AsObject();
        }
    }
}
