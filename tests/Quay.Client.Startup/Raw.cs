using System.Net.Http.Json;
using System.Text.Json.Serialization;

using var client = new HttpClient { BaseAddress = new Uri(args[0]) };
Page? page = await client.GetFromJsonAsync("api/v1/repository/acme/app/tag/?limit=100", RawJson.Default.Page);
Console.WriteLine(page!.Tags.Count);

internal sealed record Page
{
    [JsonPropertyName("tags")]
    public required List<Row> Tags { get; init; }

    [JsonPropertyName("page")]
    public int Number { get; init; }

    [JsonPropertyName("has_additional")]
    public bool HasAdditional { get; init; }
}

internal sealed record Row
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("reversion")]
    public bool Reversion { get; init; }

    [JsonPropertyName("start_ts")]
    public long Start { get; init; }

    [JsonPropertyName("end_ts")]
    public long? End { get; init; }

    [JsonPropertyName("manifest_digest")]
    public string? ManifestDigest { get; init; }

    [JsonPropertyName("is_manifest_list")]
    public bool IsManifestList { get; init; }

    [JsonPropertyName("size")]
    public long? Size { get; init; }

    [JsonPropertyName("last_modified")]
    public string? LastModified { get; init; }

    [JsonPropertyName("expiration")]
    public string? Expiration { get; init; }
}

[JsonSerializable(typeof(Page))]
internal sealed partial class RawJson : JsonSerializerContext;
