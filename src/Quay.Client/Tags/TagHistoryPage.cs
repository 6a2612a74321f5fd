namespace Quay.Client;

/// <summary>The answer of <c>GET …/tag/</c>. Its three fields are what paging stands on, so none may be missing.</summary>
internal sealed record TagHistoryPage : IJsonOnDeserialized
{
    [JsonPropertyName("tags")]
    public required List<TagHistoryEntry> Tags { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("has_additional")]
    public required bool HasAdditional { get; init; }

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Tags.Contains(null!))
        {
            throw new JsonException("There is a null in place of a row.");
        }
    }
}
