using System.Text;

namespace Quay.Client;

/// <summary>A manifest: an image, or a list of images.</summary>
public sealed class Manifest : IJsonOnDeserialized
{
    /// <summary>Gets the digest, such as <c>sha256:0cd3…</c>.</summary>
    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    /// <summary>Gets whether this is a list of manifests (an index), which has no layers.</summary>
    [JsonPropertyName("is_manifest_list")]
    public bool IsManifestList { get; init; }

    /// <summary>
    /// Gets the JSON text of the manifest, byte for byte as in the digest; null if Quay does not report it. See <see cref="ReadData"/>.
    /// </summary>
    [JsonPropertyName("manifest_data")]
    public string? ManifestData { get; init; }

    /// <summary>Gets the media type of the image's configuration; null for a list, or if Quay does not report it.</summary>
    [JsonPropertyName("config_media_type")]
    public string? ConfigMediaType { get; init; }

    /// <summary>
    /// Gets the compressed size of all layers in bytes; null if Quay never computed it, or is older than 3.11. A list has 0 or null.
    /// </summary>
    [JsonPropertyName("layers_compressed_size")]
    public long? LayersCompressedSize { get; init; }

    /// <summary>Gets the layers, the lowest first; null for a list.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<ManifestLayer>? Layers { get; init; }

    /// <summary>Parses <see cref="ManifestData"/>, on each call.</summary>
    /// <returns>The manifest as JSON; null if there is no text.</returns>
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
