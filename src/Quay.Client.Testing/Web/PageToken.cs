using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Represents the content of Quay's <c>next_page</c> tokens: where the next page starts.</summary>
internal sealed record PageToken
{
    /// <summary>Gets the ID of the first item of the page, in lists that are sorted by ID.</summary>
    public long? Id { get; init; }

    /// <summary>Gets the time of the first item of the page, in lists that are sorted by time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Gets how many items are skipped from there.</summary>
    public int Offset { get; init; }

    public int PageNumber { get; init; }

    /// <summary>Gets the table that the next page reads from, if the token has no other content.</summary>
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
