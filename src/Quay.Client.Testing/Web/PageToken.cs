using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>What Quay seals into <c>next_page</c>: where the next page begins.</summary>
internal sealed record PageToken
{
    /// <summary>The number of the row that comes first: of the lists that are in the order of such numbers.</summary>
    public long? Id { get; init; }

    /// <summary>The time of the row that comes first: of those that are in the order of time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>How many rows are passed over from there.</summary>
    public int Offset { get; init; }

    public int PageNumber { get; init; }

    /// <summary>The table to go on with, when the token is about nothing else.</summary>
    public int? Table { get; init; }

    public string ToJson() => Encoding.UTF8.GetString(PythonJson.Serialize(Table is { } table
        ? new JsonObject { ["tti"] = table }
        : new JsonObject
        {
            ["start_index"] = Id is { } id
                ? id
                : Time?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["page_number"] = PageNumber,
            ["is_datetime"] = Time is not null,
            ["offset_val"] = Offset,
        }));

    public static PageToken FromJson(string json)
    {
        JsonElement token = JsonElement.Parse(json);
        if (token.TryGetProperty("tti", out JsonElement table))
        {
            return new PageToken { Table = table.GetInt32() };
        }

        JsonElement start = token.GetProperty("start_index");
        return new PageToken
        {
            Id = start.ValueKind == JsonValueKind.Number ? start.GetInt64() : null,
            Time = start.ValueKind == JsonValueKind.String ? start.GetDateTimeOffset() : null,
            PageNumber = token.GetProperty("page_number").GetInt32(),
            Offset = token.GetProperty("offset_val").GetInt32(),
        };
    }
}
