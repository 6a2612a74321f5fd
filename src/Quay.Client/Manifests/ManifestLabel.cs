namespace Quay.Client;

/// <summary>A label of a manifest. Several of one manifest may have the same key.</summary>
public sealed record ManifestLabel
{
    /// <summary>Its id, a UUID.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Its key.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>Its value; null where Quay does not say.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }

    /// <summary><c>manifest</c> when it came with the image and cannot be deleted, <c>api</c> when it was added, or what a newer Quay calls it.</summary>
    [JsonPropertyName("source_type")]
    public string? SourceType { get; init; }

    /// <summary>What the value is: <c>text/plain</c>, <c>application/json</c>, or what a newer Quay knows. Quay does not check the value by it.</summary>
    [JsonPropertyName("media_type")]
    public string? MediaType { get; init; }

    /// <summary>Returns the key and the value on one line.</summary>
    public override string ToString() => SafeText.Line($"{Key}={Value}");
}
