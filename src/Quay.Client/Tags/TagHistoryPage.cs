namespace Quay.Client;

/// <summary>The response to <c>GET …/tag/</c>. Paging relies on its three fields, so all are required.</summary>
internal sealed record TagHistoryPage : IJsonOnDeserialized
{
    [JsonPropertyName("tags")]
    public required List<TagHistoryEntry> Tags { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("has_additional")]
    public required bool HasAdditional { get; init; }

    // The serializer rejects a null in a required property, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Tags.Contains(null!))
        {
            throw new JsonException("There is a null in place of an entry.");
        }
    }
}
