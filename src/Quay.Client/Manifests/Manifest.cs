using System.Text;

namespace Quay.Client;

/// <summary>Represents a manifest: an image, or a list of images.</summary>
public sealed class Manifest : IJsonOnDeserialized
{
    /// <summary>Gets the digest, such as <c>sha256:0cd3…</c>.</summary>
    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    /// <summary>Gets whether this is a manifest list (an index), which has no layers.</summary>
    [JsonPropertyName("is_manifest_list")]
    public bool IsManifestList { get; init; }

    /// <summary>
    /// Gets the JSON text of the manifest, exactly as it was hashed for the digest; null if Quay does not report it. To parse it, use
    /// <see cref="ReadData"/>.
    /// </summary>
    [JsonPropertyName("manifest_data")]
    public string? ManifestData { get; init; }

    /// <summary>Gets the media type of the image's configuration; null for a manifest list, or if Quay does not report it.</summary>
    [JsonPropertyName("config_media_type")]
    public string? ConfigMediaType { get; init; }

    /// <summary>
    /// Gets the compressed size of all layers in bytes; 0 or null for a manifest list. Null before Quay 3.11, or if Quay never computed it.
    /// </summary>
    [JsonPropertyName("layers_compressed_size")]
    public long? LayersCompressedSize { get; init; }

    /// <summary>Gets the layers, the lowest first; null for a manifest list.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<ManifestLayer>? Layers { get; init; }

    /// <summary>Parses <see cref="ManifestData"/>. The result is not cached.</summary>
    /// <returns>The manifest as JSON; null if <see cref="ManifestData"/> is null.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public JsonElement? ReadData()
    {
        try
        {
            return ManifestData is null ? null : JsonElement.Parse(ManifestData);
        }
        catch (JsonException fault)
        {
            throw JsonFault.Describe(Encoding.UTF8.GetBytes(ManifestData!), type: null, fault);
        }
    }

    /// <summary>Returns the digest, the number of layers and their size on one line.</summary>
    public override string ToString()
    {
        string layers = Counted.Of(Layers?.Count ?? 0, "layer");
        return SafeLine.Of($"{Digest}{(IsManifestList ? ", a manifest list" : "")}, {layers}, {LayersCompressedSize} bytes");
    }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Layers, "a layer");
}
