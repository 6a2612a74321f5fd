using System.Security.Cryptography.X509Certificates;
using Quay.Client.Tests.Stubs;

namespace QuayTags.Tests;

/// <summary>Tests requests through a proxy, which connects a host that does not exist to a server on loopback.</summary>
public sealed class ProxyTests : IAsyncDisposable
{
    private const string Host = "quay.invalid";

    private readonly WriteFixture _quay = new();
    private readonly X509Certificate2 _authority = TlsProxy.Authority("the company");
    private readonly TlsProxy _server;
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _caFile;

    public ProxyTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 1);
        _server = new TlsProxy(new Uri(_quay.Url), _authority, Host);
        _caFile = Path.Combine(_folder, "company.pem");
        File.WriteAllText(_caFile, _authority.ExportCertificatePem());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _quay.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("option", null)]
    [InlineData("option", "build:se%3Acret")]
    [InlineData("variable", "build:se%3Acret")]
    [InlineData("profile", "build:se%3Acret")]
    public async Task Requests_go_through_the_proxy_with_its_login(string source, string? login)
    {
        await using var proxy = new ConnectProxy(_server.Endpoint, login is null ? null : Uri.UnescapeDataString(login));
        string address = $"http://{(login is null ? "" : login + "@")}{proxy.Authority}";
        using var profiles = new ProfileFolder(
            $$"""{"profiles": {"work": {"url": "https://{{Host}}", "ca_file": "company.pem", "proxy": "{{address}}"} } }""");
        File.Copy(_caFile, Path.Combine(profiles.Folder, "company.pem"));
        var variables = new Dictionary<string, string> { ["QUAY_TOKEN"] = _quay.Quay.Token, ["QUAY_CA_FILE"] = _caFile };
        string[] server = ["--url", $"https://{Host}"];
        string[] args = source switch
        {
            "option" => [.. server, "--proxy", address],
            "variable" => server,
            _ => ["--profile", "work"],
        };
        if (source == "variable")
        {
            variables["QUAY_PROXY"] = address;
        }

        ToolRun run = await ToolRun.RunAsync(["history", "acme/app", .. args], profiles.Context(variables));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([$"CONNECT {Host}:443 HTTP/1.1"], proxy.Requests);
    }

    [Fact]
    public async Task Login_of_the_proxy_is_not_shown()
    {
        await using var proxy = new ConnectProxy(_server.Endpoint, "build:right");

        ToolRun run = await _quay.RunAsync(
            "history", "acme/app", "--url", $"https://{Host}", "--ca-file", _caFile, "--proxy", $"http://build:canary@{proxy.Authority}");

        string line = run.AssertFailure(1);
        Assert.Contains("proxy", line, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Theory]
    [InlineData("proxy.example:3128")]
    [InlineData("ftp://proxy.example")]
    [InlineData("http://user:canary@")]
    [InlineData("http://user:canary@proxy.example/path")]
    public async Task Invalid_proxy_is_wrong_usage(string address)
    {
        ToolRun option = await _quay.RunAsync("history", "acme/app", "--proxy", address);
        ToolRun variable = await ToolRun.RunAsync(
            ["history", "acme/app"], new() { ["QUAY_URL"] = _quay.Url, ["QUAY_PROXY"] = address });

        const string Expected = "The value is not the URL of a proxy, such as http://proxy.example.com:3128.";
        Assert.Equal(2, option.ExitCode);
        Assert.Equal($"--proxy: {Expected}", option.ErrorLines[0]);
        Assert.Equal($"QUAY_PROXY: {Expected}", variable.AssertFailure(2));
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Invalid_ca_file_of_a_variable_or_a_profile_is_wrong_usage()
    {
        using var profiles = new ProfileFolder("""{"profiles": {"work": {"url": "https://a.example", "ca_file": "missing.pem"}}}""");

        ToolRun variable = await ToolRun.RunAsync(
            ["history", "acme/app"], new() { ["QUAY_URL"] = _quay.Url, ["QUAY_CA_FILE"] = "missing.pem" });
        ToolRun profile = await profiles.RunAsync("history", "--profile", "work");

        Assert.StartsWith("QUAY_CA_FILE: 'missing.pem' cannot be read: ", variable.AssertFailure(2), StringComparison.Ordinal);
        Assert.StartsWith(
            $"profile 'work': '{Path.Combine(profiles.Folder, "missing.pem")}' cannot be read: ",
            profile.AssertFailure(2),
            StringComparison.Ordinal);
    }
}
