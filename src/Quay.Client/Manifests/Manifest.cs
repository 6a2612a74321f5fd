using System.Text;

namespace Quay.Client;

/// <summary>A manifest: an image, or a list of images. Serialized, it is Quay's own JSON again.</summary>
public sealed record Manifest : IJsonOnDeserialized
{
    /// <summary>The digest, such as <c>sha256:0cd3…</c>.</summary>
    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    /// <summary>Whether it is a list of manifests (an index), so that it has no layers.</summary>
    [JsonPropertyName("is_manifest_list")]
    public bool IsManifestList { get; init; }

    /// <summary>The manifest itself: JSON text, to the byte that of the digest. Null where Quay does not say. See <see cref="ReadData"/>.</summary>
    [JsonPropertyName("manifest_data")]
    public string? ManifestData { get; init; }

    /// <summary>The media type of the image's configuration; null for a list, and where Quay does not say.</summary>
    [JsonPropertyName("config_media_type")]
    public string? ConfigMediaType { get; init; }

    /// <summary>
    /// The sum of the sizes of the layers, compressed, in bytes; null where Quay never computed it, and before Quay 3.11. Of a list it is 0 or null.
    /// </summary>
    [JsonPropertyName("layers_compressed_size")]
    public long? LayersCompressedSize { get; init; }

    /// <summary>The layers, the lowest first; null for a list.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<ManifestLayer>? Layers { get; init; }

    /// <summary>Parses <see cref="ManifestData"/>, at each call.</summary>
    /// <returns>The manifest as JSON; null when there is no text of it.</returns>
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

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Layers?.Contains(null!) == true)
        {
            throw new JsonException("There is a null in place of a layer.");
        }
    }

    /// <summary>Returns the digest, the number of layers and their size on one line.</summary>
    public override string ToString() => SafeText.Line($"{Digest}{(IsManifestList ? ", a manifest list" : "")}, {Counted.Of(Layers?.Count ?? 0, "layer")}, {LayersCompressedSize} bytes");
}
