using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests manifests that are added by their JSON.</summary>
public class ManifestTextTests
{
    private const string Image = """
        {"schemaVersion": 2, "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": 7, "digest": "sha256:aa"},
         "layers": [{"digest": "sha256:bb", "size": 100}, {"digest": "sha256:cc", "size": 11}], "annotations": {"é": "\u00e9"}}
        """;

    private readonly FakeQuay _quay = new();
    private readonly FakeRepository _repository;

    public ManifestTextTests() => _repository = _quay.AddRepository("acme/app");

    [Fact]
    public void Manifest_text_of_an_image_is_returned_unchanged_under_its_digest()
    {
        FakeManifest manifest = _repository.AddManifestText(Image);
        _repository.Push("v1", manifest.Digest);

        var json = _quay.Send("GET", $"acme/app/manifest/{manifest.Digest}").Json();

        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Image))), manifest.Digest);
        Assert.Equal(Image, (string?)json["manifest_data"]);
        Assert.Equal(
            ("application/vnd.oci.image.config.v1+json", 111), ((string?)json["config_media_type"], (int?)json["layers_compressed_size"]));
        Assert.Equal(["sha256:bb", "sha256:cc"], json["layers"]!.AsArray().Select(layer => (string?)layer!["blob_digest"]));
        Assert.Equal(111, (int?)_quay.Page("acme/app", 1, 10).Entries[0]["size"]);
    }

    [Fact]
    public void Manifest_list_text_adds_a_list_with_its_children()
    {
        FakeManifest list = _repository.AddManifestText(
            """{"manifests": [{"digest": "sha256:dd"}, {"digest": "sha256:ee"}]}""", "sha256:ff");

        Assert.Equal(("sha256:ff", true), (list.Digest, list.IsManifestList));
        Assert.Equal(["sha256:dd", "sha256:ee"], list.Children);
    }

    [Fact]
    public void Adding_an_existing_manifest_returns_the_existing_one() =>
        Assert.Same(_repository.AddManifestText(Image), _repository.AddManifestText(Image));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"config": {}, "layers": []}""")]
    [InlineData("""{"manifests": [{"digest": null}]}""")]
    [InlineData("""{"config": {"mediaType": "x", "size": 1}, "layers": [{"digest": "sha256:aa"}]}""")]
    public void Invalid_manifest_text_throws_FormatException(string text) =>
        Assert.Throws<FormatException>(() => _repository.AddManifestText(text));
}
