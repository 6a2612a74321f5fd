using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Parses manifests and manifest lists in the formats of OCI and Docker schema 2.</summary>
internal static class ManifestText
{
    /// <exception cref="FormatException">The text is not a manifest.</exception>
    public static FakeManifest Parse(string text, string? digest)
    {
        try
        {
            JsonElement json = JsonElement.Parse(text);
            digest ??= ManifestFactory.DigestOf(text);
            return json.TryGetProperty("manifests", out JsonElement children)
                ? new FakeManifest(digest, text) { IsManifestList = true, Children = [.. children.EnumerateArray().Select(DigestOf)] }
                : Image(json, digest, text);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"The text is not a manifest with 'config' and 'layers', or 'manifests': {error.Message}", error);
        }
    }

    private static FakeManifest Image(JsonElement json, string digest, string text)
    {
        JsonElement config = json.GetProperty("config");
        FakeLayer[] layers =
        [
            .. json
                .GetProperty("layers")
                .EnumerateArray()
                .Select(layer => new FakeLayer(DigestOf(layer), layer.GetProperty("size").GetInt64())),
        ];
        return new FakeManifest(digest, text)
        {
            ConfigMediaType = config.GetProperty("mediaType").GetString(),
            ConfigSize = config.GetProperty("size").GetInt64(),
            Layers = layers,
            Size = layers.Sum(layer => layer.Size),
        };
    }

    private static string DigestOf(JsonElement part) =>
        part.GetProperty("digest").GetString() ?? throw new FormatException("A digest is null.");
}
