using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Manifests;

public sealed class SecurityTests : IDisposable
{
    private const string Scan = """
        {"Layer": {"Name": "sha256:aa", "IndexedByVersion": 4, "Features": [
          {"Name": "xz", "Version": "5.6.0", "VersionFormat": "", "AddedBy": "sha256:bb", "BaseScores": [10.0], "Vulnerabilities": [
            {"Name": "CVE-2024-3094", "Severity": "Critical", "FixedBy": "5.6.2", "Link": "https://a.example https://b.example",
             "Description": "", "Metadata": {"UpdatedBy": "x"}}, 7]},
          {"Name": "bash", "Version": 5, "Vulnerabilities": null}]}}
        """;

    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly QuayClient _client;
    private readonly FakeRepository _app;
    private readonly FakeManifest _manifest;

    public SecurityTests()
    {
        _client = _quay.CreateClient();
        _app = _quay.AddRepository("acme/app");
        _manifest = _app.Push("latest").Manifest;
    }

    private string Path => $"/api/v1/repository/acme/app/manifest/{_manifest.Digest}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Scan_is_read_as_Quays_JSON_and_as_packages_with_vulnerabilities()
    {
        (_manifest.SecurityStatus, _manifest.SecurityData) = ("scanned", Scan);

        ManifestSecurity security = await _client.Manifests.GetSecurityAsync("acme/app", _manifest.Digest, vulnerabilities: true, Token);

        Assert.Equal("scanned", security.Status);
        var quays = new JsonObject { ["status"] = "scanned", ["data"] = JsonNode.Parse(Scan) };
        Assert.True(JsonNode.DeepEquals(quays, JsonSerializer.SerializeToNode(security)));
        IReadOnlyList<SecurityFeature> features = security.ReadFeatures();
        Assert.Equal(("xz", "5.6.0", "sha256:bb"), (features[0].Name, features[0].Version, features[0].AddedBy));
        SecurityVulnerability known = Assert.Single(features[0].Vulnerabilities);
        Assert.Equal(("CVE-2024-3094", "Critical", "5.6.2"), (known.Name, known.Severity, known.FixedBy));
        Assert.Equal(("https://a.example https://b.example", null), (known.Link, known.Description));
        Assert.Equal(("bash", null), (features[1].Name, features[1].Version));
        Assert.Empty(features[1].Vulnerabilities);
        _quay.Requests.AssertRequests($"GET {Path}/security?vulnerabilities=true");
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("a newer status")]
    public async Task Manifest_without_a_scan_has_a_status_and_no_packages(string status)
    {
        _manifest.SecurityStatus = status;

        ManifestSecurity security = await _client.Manifests.GetSecurityAsync("acme/app", _manifest.Digest, cancellationToken: Token);

        Assert.Equal((status, null), (security.Status, security.Data));
        Assert.Empty(security.ReadFeatures());
        _quay.Requests.AssertRequests($"GET {Path}/security");
    }

    [Fact]
    public async Task Scan_on_a_server_without_a_scanner_throws_QuayFeatureException()
    {
        _quay.Features = FakeFeatures.All with { SecurityScanner = false };

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => _client.Manifests.GetSecurityAsync("acme/app", _manifest.Digest, cancellationToken: Token));

        Assert.Equal("FEATURE_SECURITY_SCANNER", error.Feature);
        _quay.Requests.AssertRequests($"GET {Path}/security", "GET /api/v1/discovery");
    }

    [Fact]
    public async Task Scan_of_a_missing_manifest_throws_QuayNotFoundException()
    {
        string other = "sha256:" + new string('0', 64);

        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => _client.Manifests.GetSecurityAsync("acme/app", other, cancellationToken: Token));
    }

    [Fact]
    public async Task Unreachable_scanner_throws_QuayException_with_status_520()
    {
        _manifest.ScannerFailure = "Cannot reach the scanner";
        var options = new QuayClientOptions { Endpoint = new("https://quay.example/"), Token = _quay.Token, MaxRetries = 0 };
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Manifests.GetSecurityAsync("acme/app", _manifest.Digest, cancellationToken: Token));

        Assert.Equal((520, "downstream_issue"), ((int)error.StatusCode!, error.ErrorType));
    }
}
