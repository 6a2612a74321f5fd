using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>Generates manifests for images that exist only in the fake.</summary>
internal static class ManifestFactory
{
    private const int ConfigSize = 469;
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";

    /// <summary>Creates the manifest of a small image. The same seed gives the same manifest.</summary>
    /// <param name="seed">The text that distinguishes the image from others.</param>
    /// <param name="digest">The digest; null to compute it from the manifest.</param>
    /// <param name="size">The size of the layer in bytes; null to derive it from the seed.</param>
    /// <param name="isSizeKnown">Whether Quay computed the size of the image.</param>
    public static FakeManifest CreateImage(string seed, string? digest = null, long? size = null, bool isSizeKnown = true)
    {
        long bytes = size ?? (1_000 + (BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(seed))) % 1_000));
        var layer = new FakeLayer(DigestOf("layer of " + seed), bytes) { Command = "/bin/sh -c #(nop) " + seed };
        string config = DigestOf("config of " + seed);
        string data = string.Create(CultureInfo.InvariantCulture, $$"""
            {
               "schemaVersion": 2,
               "mediaType": "application/vnd.oci.image.manifest.v1+json",
               "config": {
                  "mediaType": "{{ConfigType}}",
                  "size": {{ConfigSize}},
                  "digest": "{{config}}"
               },
               "layers": [
                  {
                     "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                     "size": {{bytes}},
                     "digest": "{{layer.Digest}}"
                  }
               ]
            }
            """);
        return new FakeManifest(digest ?? DigestOf(data), data)
        {
            ConfigMediaType = ConfigType,
            ConfigSize = ConfigSize,
            Size = isSizeKnown ? bytes : null,
            Layers = [layer],
        };
    }

    /// <summary>Creates a manifest list.</summary>
    public static FakeManifest CreateList(IReadOnlyList<string> children, string? digest = null, long? size = null)
    {
        string data = "{\"schemaVersion\": 2, \"mediaType\": \"application/vnd.oci.image.index.v1+json\", \"manifests\": ["
            + string.Join(", ", children.Select(child =>
                $$"""{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "{{child}}", "size": 500}"""))
            + "]}";
        return new FakeManifest(digest ?? DigestOf(data), data) { IsManifestList = true, Children = children, Size = size };
    }

    public static string DigestOf(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
