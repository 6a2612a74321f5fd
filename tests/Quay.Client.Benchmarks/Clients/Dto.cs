using System.Text.Json.Serialization;

namespace Quay.Client.Benchmarks.Clients;

/// <summary>Represents a page as an application would declare it.</summary>
internal sealed record PageDto
{
    [JsonPropertyName("tags")]
    public required List<EntryDto> Tags { get; init; }

    [JsonPropertyName("page")]
    public int Page { get; init; }

    [JsonPropertyName("has_additional")]
    public bool HasAdditional { get; init; }

    public void AddTo(ref Checksum sum)
    {
        foreach (EntryDto entry in Tags)
        {
            sum.Add(entry.Name, entry.ManifestDigest, entry.Start, entry.End ?? 0, entry.Size ?? 0);
        }
    }
}

internal sealed record EntryDto
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

[JsonSerializable(typeof(PageDto))]
internal sealed partial class DtoContext : JsonSerializerContext;
