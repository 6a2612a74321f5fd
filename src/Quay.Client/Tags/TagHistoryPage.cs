namespace Quay.Client;

/// <summary>Represents the response to <c>GET …/tag/</c>. Paging needs all three fields, so they are required.</summary>
internal sealed record TagHistoryPage : IJsonOnDeserialized
{
    [JsonPropertyName("tags")]
    public required List<TagHistoryEntry> Tags { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("has_additional")]
    public required bool HasAdditional { get; init; }

    // Gets the number of entries that were in the response before the others, and were not read.
    [JsonIgnore]
    public int Skipped { get; init; }

    [JsonIgnore]
    public int Received => Skipped + Tags.Count;

    public TagHistoryPage WithoutFirst(int count)
    {
        int skipped = Math.Min(count, Tags.Count);
        Tags.RemoveRange(0, skipped);
        return this with { Skipped = skipped };
    }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Tags, "an entry");
}
