namespace Quay.Client;

/// <summary>The answer of <c>GET …/labels</c>.</summary>
internal sealed record LabelList : IJsonOnDeserialized
{
    [JsonPropertyName("labels")]
    public required IReadOnlyList<ManifestLabel> Labels { get; init; }

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Labels.Contains(null!))
        {
            throw new JsonException("There is a null in place of a label.");
        }
    }
}

/// <summary>The body of <c>POST …/labels</c>, of which Quay wants all three fields, be it as null.</summary>
internal sealed record NewLabel
{
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("value")]
    public required string Value { get; init; }

    [JsonPropertyName("media_type")]
    public required string? MediaType { get; init; }
}

/// <summary>The answer of <c>POST …/labels</c>.</summary>
internal sealed record AddedLabel
{
    [JsonPropertyName("label")]
    public required ManifestLabel Label { get; init; }
}
