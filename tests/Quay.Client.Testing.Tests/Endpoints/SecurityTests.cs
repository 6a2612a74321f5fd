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
    public void A_scan_that_is_done_has_data_and_another_has_none()
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
    public void What_is_no_JSON_is_no_finding(string data)
    {
        Assert.ThrowsAny<JsonException>(() => _manifest.SecurityData = data);
        Assert.Null(_manifest.SecurityData);
    }

    [Fact]
    public void A_dead_manifest_is_scanned_too()
    {
        _repository.DeleteTag("v1");

        Assert.Equal(404, _api.Get("repository/acme/app/manifest/" + _manifest.Digest).Status);
        Assert.Equal(200, Get().Status);
    }

    [Fact]
    public void A_scanner_that_fails_is_the_fault_of_something_downstream()
    {
        _manifest.ScannerFailure = "security scanner misconfigured";

        FakeResponse response = Get();

        Assert.Equal(
            (520, "downstream_issue", "security scanner misconfigured"),
            (response.Status, response.Object["error_type"]!.ToString(), response.Fault));
    }

    [Fact]
    public void Nobody_in_particular_may_ask_even_where_he_may_ask_nothing_else()
    {
        _quay.Features = FakeFeatures.All with { AnonymousAccess = false };
        _repository.IsPublic = true;

        Assert.Equal(200, _api.Anonymous.Get($"repository/acme/app/manifest/{_manifest.Digest}/security").Status);
        Assert.Equal("Anonymous access is not allowed", _api.Anonymous.Get($"repository/acme/app/manifest/{_manifest.Digest}").Fault);
    }

    private FakeResponse Get() => _api.Get($"repository/acme/app/manifest/{_manifest.Digest}/security?vulnerabilities=true");
}
