using System.Text.Json;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Manifests;

public sealed class ManifestTests : IDisposable
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly QuayClient _client;
    private readonly FakeRepository _app;
    private readonly FakeManifest _manifest;

    public ManifestTests()
    {
        _client = _quay.CreateClient();
        _app = _quay.AddRepository("acme/app");
        _manifest = _app.Push("latest").Manifest;
    }

    private string Path => $"/api/v1/repository/acme/app/manifest/{_manifest.Digest}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Image_manifest_has_layers_and_a_manifest_list_has_none()
    {
        FakeManifest list = _app.AddManifestList(_manifest.Digest);
        _app.Push("multi", list.Digest);

        Manifest image = await _client.Manifests.GetAsync("acme/app", _manifest.Digest, Token);
        Manifest index = await _client.Manifests.GetAsync("acme/app", list.Digest, Token);

        Assert.Equal(_manifest.Layers.Select(layer => layer.Digest), image.Layers!.Select(layer => layer.BlobDigest));
        Assert.Equal((false, _manifest.Data), (image.IsManifestList, image.ManifestData));
        Assert.Equal((true, null), (index.IsManifestList, index.Layers));
        Assert.Equal(_manifest.Digest, index.ReadData()!.Value.GetProperty("manifests")[0].GetProperty("digest").GetString());
    }

    [Fact]
    public async Task Unknown_manifest_fields_are_ignored_and_missing_ones_are_null()
    {
        _quay.Faults.Next(Fault.Response(FakeResponse.Json(
            """{"digest": "sha256:aa", "image": {"id": "old"}, "layers": null, "modelcard": "x"}""")));

        Manifest manifest = await _client.Manifests.GetAsync("acme/app", _manifest.Digest, Token);

        Assert.Equivalent(new Manifest { Digest = "sha256:aa" }, manifest, strict: true);
        Assert.Null(manifest.ReadData());
    }

    [Theory]
    [InlineData("\"sh\"", "sh")]
    [InlineData("[\"sh\", \"-c\"]", "sh", "-c")]
    [InlineData("[1, null, {\"a\": 2}]", "1", "null", "{\"a\": 2}")]
    [InlineData("5", "5")]
    public void Layer_command_that_is_not_a_list_of_strings_is_kept_as_text(string json, params string[] command)
    {
        ManifestLayer layer = JsonSerializer.Deserialize<ManifestLayer>($$"""{"index": 0, "command": {{json}}}""")!;

        Assert.Equal(command, layer.Command);
    }

    [Fact]
    public async Task Null_layer_or_label_throws_QuayResponseException()
    {
        _quay.Faults.InOrder(
            Fault.Response(FakeResponse.Json(
                """{"digest": "sha256:aa", "layers": [null]}""")), Fault.Response(FakeResponse.Json("""{"labels": [null]}""")));

        await Assert.ThrowsAsync<QuayResponseException>(() => _client.Manifests.GetAsync("acme/app", _manifest.Digest, Token));
        await Assert.ThrowsAsync<QuayResponseException>(
            () => _client.Manifests.GetLabelsAsync("acme/app", _manifest.Digest, cancellationToken: Token));
    }

    [Fact]
    public async Task Pull_statistics_of_a_manifest_are_read()
    {
        _app.Pull("latest", 3);

        ManifestPullStatistics pulls = await _client.Manifests.GetPullStatisticsAsync("acme/app", _manifest.Digest, Token);

        Assert.Equal((_manifest.Digest, 3), (pulls.ManifestDigest, pulls.PullCount));
        Assert.NotNull(pulls.LastPull);
        _quay.Requests.AssertRequests($"GET {Path}/pull_statistics");
    }

    [Theory]
    [InlineData(false, "3.18", "admin")]
    [InlineData(true, "3.15", "admin")]
    [InlineData(false, "3.18", "reader")]
    public async Task Disabled_or_unsupported_pull_statistics_throw_QuayFeatureException(
        bool isOn, string version, string user)
    {
        _quay.Features = FakeFeatures.All with { PullStatistics = isOn };
        _quay.ServerVersion = Version.Parse(version);
        using QuayClient client = ClientOf(user);

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => client.Manifests.GetPullStatisticsAsync("acme/app", _manifest.Digest, Token));

        Assert.Equal("FEATURE_IMAGE_PULL_STATS", error.Feature);
        Assert.Contains("3.16", error.Message, StringComparison.Ordinal);
        _quay.Requests.AssertRequests($"GET {Path}/pull_statistics", "GET /api/v1/discovery");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Pull_statistics_of_a_missing_manifest_throw_QuayNotFoundException(bool isOn, bool isDiscoveryBlocked)
    {
        _quay.Features = FakeFeatures.All with { PullStatistics = isOn };
        if (isDiscoveryBlocked)
        {
            _quay.Faults.When(request => request.Target == "/api/v1/discovery", Fault.Status(404));
        }

        using QuayClient client = ClientOf("reader");

        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.GetPullStatisticsAsync("acme/app", "sha256:" + new string('0', 64), Token));
    }

    [Fact]
    public async Task Manifest_and_pull_statistics_without_permission_throw_QuayPermissionException()
    {
        _quay.AddUser("nobody");
        using QuayClient client = ClientOf("nobody");

        await Assert.ThrowsAsync<QuayPermissionException>(
            () => client.Manifests.GetPullStatisticsAsync("acme/app", _manifest.Digest, Token));
        await Assert.ThrowsAsync<QuayPermissionException>(() => client.Manifests.GetAsync("acme/app", _manifest.Digest, Token));
    }

    private QuayClient ClientOf(string user)
    {
        if (user == "reader")
        {
            _quay.AddUser("reader");
            _app.Grant("reader", FakeRole.Read);
        }

        var options =
            new QuayClientOptions { Endpoint = new Uri("https://quay.example/"), Token = _quay.AddToken(user).Value, MaxRetries = 0 };
        return new QuayClient(options, new FakeQuayHandler(_quay));
    }
}
