using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Endpoints;

public class ManifestTests
{
    private readonly FakeQuay _quay = new();
    private readonly FakeRepository _repository;
    private readonly ApiClient _api;

    public ManifestTests()
    {
        _repository = _quay.AddRepository("acme/app");
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Manifest_of_an_image_has_layers_and_that_of_a_list_has_none()
    {
        FakeManifest image = _repository.Push("v1").Manifest;
        FakeManifest list = _repository.AddManifestList(image.Digest);
        _repository.Move("all", list.Digest);

        JsonObject exchange = Get(image.Digest).Object;
        Assert.Equal(image.Data, exchange["manifest_data"]!.ToString());
        Assert.Equal(image.Size, (long?)exchange["layers_compressed_size"]);
        Assert.Equal(
            "[\"/bin/sh -c #(nop) " + image.Layers[0].Command!.Split(' ')[^1] + "\"]", exchange["layers"]![0]!["command"]!.ToJsonString());

        JsonObject all = Get(list.Digest).Object;
        Assert.True((bool)all["is_manifest_list"]!);
        Assert.Null(all["layers"]);
        Assert.Equal(0, (int)all["layers_compressed_size"]!);
    }

    [Fact]
    public void Manifest_is_returned_while_a_live_tag_uses_it()
    {
        string image = _repository.AddManifest().Digest;
        string list = _repository.AddManifestList(image).Digest;
        Assert.Equal(404, Get(image).Status);

        _repository.Move("all", list);
        Assert.Equal(200, Get(image).Status);

        _repository.DeleteTag("all");
        Assert.Equal(404, Get(image).Status);
        Assert.Equal(404, Get(list).Status);
    }

    [Theory]
    [InlineData(10, false, false)]
    [InlineData(11, true, true)]
    [InlineData(16, true, true)]
    [InlineData(17, true, false)]
    public void Manifest_has_the_size_of_its_layers_since_3_11_and_zero_for_lists_since_3_17(int minor, bool isThere, bool isNullForLists)
    {
        _quay.ServerVersion = new Version(3, minor);
        string image = _repository.Push("v1").Digest;
        string list = _repository.AddManifestList(image).Digest;
        _repository.Move("all", list);

        Assert.Equal(isThere, Get(image).Object.ContainsKey("layers_compressed_size"));
        Assert.Equal(
            isNullForLists,
            Get(list).Object is var json && json.ContainsKey("layers_compressed_size") && json["layers_compressed_size"] is null);
    }

    [Fact]
    public void Manifest_path_with_an_invalid_digest_is_read_as_another_repository()
    {
        _repository.Push("latest");

        Assert.Equal(404, _api.Get("repository/acme/app/manifest/latest").Status);
        Assert.Equal(403, _api.As("ann").Get("repository/acme/app/manifest/latest").Status);
    }

    private FakeResponse Get(string digest) => _api.Get("repository/acme/app/manifest/" + digest);
}
