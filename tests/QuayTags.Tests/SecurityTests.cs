using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public sealed class SecurityTests : IAsyncDisposable
{
    private const string Scan = """
        {"Layer": {"Features": [
          {"Name": "zlib", "Version": "1.2", "Vulnerabilities": [
            {"Name": "CVE-2", "Severity": "Low", "FixedBy": "1.3"},
            {"Name": "CVE-9", "Severity": "Critical", "FixedBy": "", "Link": "https://example.com/cve-9"}]},
          {"Name": "bash", "Version": "5", "Vulnerabilities": [{"Name": "CVE-1", "Severity": "Low"}, {"Name": "CVE-3"}]},
          {"Name": "musl", "Version": "1", "Vulnerabilities": []}]}}
        """;

    private readonly WriteFixture _quay = new();
    private readonly FakeManifest _manifest;

    public SecurityTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 1);
        _manifest = _quay.App.FindManifest(WriteFixture.Digest('a'))!;
        (_manifest.SecurityStatus, _manifest.SecurityData) = ("scanned", Scan);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Vulnerabilities_are_counted_and_listed_by_severity()
    {
        ToolRun run = await RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "Digest aaaaaaaaaaaa",
                "Scan scanned",
                "Packages 3",
                "Vulnerabilities 1 Critical, 2 Low, 1 Unknown",
                "SEVERITY VULNERABILITY PACKAGE VERSION FIXED BY",
                "Critical CVE-9 zlib 1.2",
                "Low CVE-1 bash 5",
                "Low CVE-2 zlib 1.2 1.3",
                "Unknown CVE-3 bash 5",
            ],
            run.Lines.Select(line => Regex.Replace(line.Trim(), " +", " ")));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Json_has_the_counts_of_all_and_the_vulnerabilities_of_the_severity()
    {
        JsonNode json = Assert.Single((await RunAsync("--json", "--severity", "low")).JsonLines)!;

        Assert.Equal(("scanned", 3), ((string?)json["status"], (int?)json["packages"]));
        Assert.Equal("""{"Critical":1,"Low":2,"Unknown":1}""", json["counts"]!.ToJsonString());
        Assert.Equal(["CVE-9", "CVE-1", "CVE-2"], json["vulnerabilities"]!.AsArray().Select(found => (string?)found!["name"]));
    }

    [Fact]
    public async Task Csv_has_one_line_per_vulnerability() => Assert.Equal(
        "severity,name,package,version,fixed_by,link\r\nCritical,CVE-9,zlib,1.2,,https://example.com/cve-9\r\n",
        (await RunAsync("--csv", "--severity", "HIGH")).Output);

    [Theory]
    [InlineData(1)]
    [InlineData(1, "--severity", "Critical")]
    [InlineData(1, "--severity", "medium")]
    [InlineData(1, "--severity", "critical", "--json")]
    public async Task Exit_code_is_1_if_a_vulnerability_is_listed(int exitCode, params string[] args) =>
        Assert.Equal(exitCode, (await RunAsync(["--exit-code", .. args])).ExitCode);

    [Fact]
    public async Task Exit_code_is_0_if_no_vulnerability_is_listed()
    {
        _manifest.SecurityData = """{"Layer": {"Features": [{"Name": "a", "Vulnerabilities": [{"Name": "b", "Severity": "Medium"}]}]}}""";

        Assert.Equal(0, (await RunAsync("--exit-code", "--severity", "High")).ExitCode);
    }

    // A new severity must not pass a pipeline unnoticed.
    [Fact]
    public async Task Unknown_name_of_a_severity_counts_as_the_most_severe()
    {
        _manifest.SecurityData = """{"Layer": {"Features": [{"Name": "a", "Vulnerabilities": [{"Name": "b", "Severity": "Defcon1"}]}]}}""";

        Assert.Equal(1, (await RunAsync("--exit-code", "--severity", "Critical")).ExitCode);
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("failed")]
    [InlineData("unsupported")]
    public async Task Exit_code_is_3_without_a_result(string status)
    {
        _manifest.SecurityStatus = status;

        ToolRun run = await RunAsync("--exit-code");
        JsonNode json = Assert.Single((await RunAsync("--json")).JsonLines)!;

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"Scan    {status}", run.Lines);
        Assert.Equal($"The scan is {status}, so it is unknown whether the image has vulnerabilities.", Assert.Single(run.ErrorLines));
        Assert.Null(json["counts"]);
    }

    [Fact]
    public async Task Exit_code_is_128_after_a_failure()
    {
        _manifest.ScannerFailure = "no scanner";

        (await RunAsync("--exit-code")).AssertFailure(128);
    }

    [Fact]
    public async Task Server_without_a_scanner_is_a_failure()
    {
        _quay.Quay.Features = FakeFeatures.All with { SecurityScanner = false };

        Assert.Contains("FEATURE_SECURITY_SCANNER", (await RunAsync()).AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_severity_is_wrong_usage() => Assert.Contains(
        "--severity: 'severe' is not one of Unknown, Negligible, Low, Medium, High, Critical.",
        (await RunAsync("--severity", "severe")).Error,
        StringComparison.Ordinal);

    private Task<ToolRun> RunAsync(params string[] args) => _quay.RunAsync(["security", "acme/app", "prod", .. args]);
}
