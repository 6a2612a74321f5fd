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

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Tags, "an entry");
}
