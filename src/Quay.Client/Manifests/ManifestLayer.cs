namespace Quay.Client;

/// <summary>Represents a layer of an image.</summary>
public sealed class ManifestLayer
{
    /// <summary>Gets the position; 0 for the lowest layer.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    /// <summary>Gets the compressed size in bytes; null if unknown.</summary>
    [JsonPropertyName("compressed_size")]
    public long? CompressedSize { get; init; }

    /// <summary>Gets whether the layer is stored elsewhere, at one of the <see cref="Urls"/>.</summary>
    [JsonPropertyName("is_remote")]
    public bool IsRemote { get; init; }

    /// <summary>Gets the locations of a remote layer; null for other layers.</summary>
    [JsonPropertyName("urls")]
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>Gets the command that created the layer, usually as one string; null if unknown.</summary>
    [JsonPropertyName("command")]
    [JsonConverter(typeof(LayerCommandConverter))]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Gets the comment in the image; null if there is none.</summary>
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    /// <summary>Gets the author of the layer; null if unknown.</summary>
    [JsonPropertyName("author")]
    public string? Author { get; init; }

    /// <summary>Gets the digest of the blob; null if Quay does not report it.</summary>
    [JsonPropertyName("blob_digest")]
    public string? BlobDigest { get; init; }

    /// <summary>Gets when the layer was created (UTC, whole seconds); null if unknown.</summary>
    [JsonPropertyName("created_datetime")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Returns the index, the digest, the size and the time of creation (UTC) on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Index}: {BlobDigest}, {CompressedSize} bytes, created {Created}");
}
