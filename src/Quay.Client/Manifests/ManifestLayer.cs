namespace Quay.Client;

/// <summary>A layer of an image.</summary>
public sealed record ManifestLayer
{
    /// <summary>Its place, the lowest layer at 0.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    /// <summary>Its size, compressed, in bytes; null where Quay does not know.</summary>
    [JsonPropertyName("compressed_size")]
    public long? CompressedSize { get; init; }

    /// <summary>Whether the registry holds no blob of it, and <see cref="Urls"/> say where it is.</summary>
    [JsonPropertyName("is_remote")]
    public bool IsRemote { get; init; }

    /// <summary>Where a remote layer is; null for any other.</summary>
    [JsonPropertyName("urls")]
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>The command that made it, mostly one text; null when the image does not say.</summary>
    [JsonPropertyName("command")]
    [JsonConverter(typeof(LayerCommandConverter))]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>What its maker said of it; null for nothing.</summary>
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    /// <summary>Who made it; null when the image does not say.</summary>
    [JsonPropertyName("author")]
    public string? Author { get; init; }

    /// <summary>The digest of its blob; null where Quay does not say.</summary>
    [JsonPropertyName("blob_digest")]
    public string? BlobDigest { get; init; }

    /// <summary>When it was made, in UTC and whole seconds; null when the image does not say.</summary>
    [JsonPropertyName("created_datetime")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Returns the index, the digest, the size and the time of creation (UTC) on one line.</summary>
    public override string ToString() => SafeText.Line($"{Index}: {BlobDigest}, {CompressedSize} bytes, created {Created}");
}
