using System.Text.Json;

namespace Quay.Client.Testing.Tests.Endpoints;

public class SecurityTests
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;
    private readonly FakeManifest _manifest;
    private readonly ApiClient _api;

    public SecurityTests()
    {
        _repository = _quay.AddRepository("acme/app");
        _manifest = _repository.Push("v1").Manifest;
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Security_report_has_data_only_when_the_scan_is_done()
    {
        _manifest.SecurityData = """{"Layer": {"Name": "x", "Features": []}}""";
        Assert.Equal("{\"status\": \"queued\", \"data\": null}\n", Get().Text);

        _manifest.SecurityStatus = "scanned";
        Assert.Equal("{\"status\": \"scanned\", \"data\": {\"Layer\": {\"Name\": \"x\", \"Features\": []}}}\n", Get().Text);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"a": 1, "a": 2}""")]
    public void SecurityData_rejects_invalid_JSON(string data)
    {
        Assert.ThrowsAny<JsonException>(() => _manifest.SecurityData = data);
        Assert.Null(_manifest.SecurityData);
    }

    [Fact]
    public void Security_report_exists_for_a_manifest_without_a_tag()
    {
        _repository.DeleteTag("v1");

        Assert.Equal(404, _api.Get("repository/acme/app/manifest/" + _manifest.Digest).Status);
        Assert.Equal(200, Get().Status);
    }

    [Fact]
    public void Failing_scanner_gets_520_with_the_type_downstream_issue()
    {
        _manifest.ScannerFailure = "security scanner misconfigured";

        FakeResponse response = Get();

        Assert.Equal(
            (520, "downstream_issue", "security scanner misconfigured"),
            (response.Status, response.Object["error_type"]!.ToString(), response.ErrorText));
    }

    [Fact]
    public void Security_report_is_anonymous_even_if_anonymous_access_is_off()
    {
        _quay.Features = FakeFeatures.All with { AnonymousAccess = false };
        _repository.IsPublic = true;

        Assert.Equal(200, _api.Anonymous.Get($"repository/acme/app/manifest/{_manifest.Digest}/security").Status);
        Assert.Equal("Anonymous access is not allowed", _api.Anonymous.Get($"repository/acme/app/manifest/{_manifest.Digest}").ErrorText);
    }

    private FakeResponse Get() => _api.Get($"repository/acme/app/manifest/{_manifest.Digest}/security?vulnerabilities=true");
}
