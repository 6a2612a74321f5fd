namespace Quay.Client;

/// <summary>A label of a manifest. A manifest can have several labels with the same key.</summary>
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

    /// <summary>Gets <c>manifest</c> if the label came with the image and cannot be deleted, or <c>api</c> if it was added.</summary>
    [JsonPropertyName("source_type")]
    public string? SourceType { get; init; }

    /// <summary>
    /// Gets the media type of the value, such as <c>text/plain</c> or <c>application/json</c>. Quay does not check the value.
    /// </summary>
    [JsonPropertyName("media_type")]
    public string? MediaType { get; init; }

    /// <summary>Returns the key and the value on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Key}={Value}");
}
