namespace Quay.Client;

/// <summary>Represents a label of a manifest. A manifest can have several labels with the same key.</summary>
public sealed class ManifestLabel
{
    /// <summary>Gets the id, a UUID.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Gets the key.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>Gets the value; null if Quay does not report it.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }

    /// <summary>Gets the source: <c>manifest</c> for a label of the image, which cannot be deleted; <c>api</c> for an added one.</summary>
    [JsonPropertyName("source_type")]
    public string? SourceType { get; init; }

    /// <summary>Gets the media type of the value, <c>text/plain</c> or <c>application/json</c>. Quay does not validate the value.</summary>
    [JsonPropertyName("media_type")]
    public string? MediaType { get; init; }

    /// <summary>Returns the key and the value on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Key}={Value}");
}
