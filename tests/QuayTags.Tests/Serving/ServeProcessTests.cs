using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuayTags.Tests.Serving;

/// <summary>Tests the served fake with signals, curl and Python's urllib.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ServeProcessTests : IDisposable
{
    private const string Tags = "api/v1/repository/quayadmin/busybox/tag/";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_stops_the_server(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        ToolProcess.SkipIfInterruptsAreIgnored();
        await using ServedProcess server = await ServedProcess.StartAsync();

        string notes = await server.SignalAsync(signal);

        Assert.Equal(exitCode, server.ExitCode);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/$", server.FirstLine);
        Assert.StartsWith("Serving the sample data of the tool.", notes, StringComparison.Ordinal);
        Assert.EndsWith($"To stop, press Ctrl-C.{Environment.NewLine}", notes, StringComparison.Ordinal);
    }

    // A separate process, because the tool hides each token that its process has sent.
    [Fact]
    public async Task Sample_is_served_with_the_address_and_the_notes_that_the_page_shows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        await using ServedProcess server = await ServedProcess.StartAsync();

        string notes = await server.SignalAsync("TERM");

        string page = await File.ReadAllTextAsync(
            Path.Combine(ReadmeTests.Root(), "docs", "serve.md"), TestContext.Current.CancellationToken);
        Assert.Equal(
            StartOutput().Match(page.ReplaceLineEndings("\n")).Groups["lines"].Value
                .Replace("http://127.0.0.1:8080/", server.FirstLine, StringComparison.Ordinal),
            $"{server.FirstLine}\n{notes.TrimEnd().ReplaceLineEndings("\n")}");
    }

    [Fact]
    public async Task Curl_reads_writes_and_injects_faults()
    {
        string curl = ServedProcess.Require("curl");
        await using ServedProcess server = await ServedProcess.StartAsync("--token", "t1");

        Assert.Equal("200", await CurlAsync("--oauth2-bearer", "t1", $"{server.Endpoint}{Tags}?limit=3"));
        JsonNode page = JsonNode.Parse(await File.ReadAllTextAsync(Body, TestContext.Current.CancellationToken))!;
        Assert.Equal((3, true), (page["tags"]!.AsArray().Count, (bool)page["has_additional"]!));

        Assert.Equal("401", await CurlAsync($"{server.Endpoint}{Tags}"));
        Assert.Equal("204", await CurlAsync("-X", "DELETE", "-H", "Authorization: Bearer t1", $"{server.Endpoint}{Tags}example"));
        Assert.Equal("201", await CurlAsync("-d", """{"status":429,"retry_after_s":0,"times":1}""", $"{server.Endpoint}_fake/faults"));
        Assert.Equal("429", await CurlAsync("-H", "Authorization: Bearer t1", $"{server.Endpoint}{Tags}"));
        Assert.Equal("200", await CurlAsync("--retry", "2", "-H", "Authorization: Bearer t1", $"{server.Endpoint}{Tags}"));
        Assert.Equal("200", await CurlAsync($"{server.Endpoint}_fake/requests"));
        JsonNode log = JsonNode.Parse(await File.ReadAllTextAsync(Body, TestContext.Current.CancellationToken))!;
        Assert.Equal([200, 401, 204, 429, 200], log["requests"]!.AsArray().Select(request => (int)request!["status"]!));
        Assert.StartsWith("curl/", (string)log["requests"]![0]!["user_agent"]!, StringComparison.Ordinal);

        async Task<string> CurlAsync(params string[] args)
        {
            (int exitCode, string output, string error) = await ServedProcess.RunAsync(
                curl, ["--silent", "--show-error", "--output", Body, "--write-out", "%{http_code}", .. args]);
            Assert.True(exitCode == 0, error);
            return output;
        }
    }

    [Theory]
    [InlineData("--http1.1", "1.1")]
    [InlineData("--http2", "2")]
    public async Task Curl_trusts_the_saved_certificate_over_both_versions_of_http(string option, string version)
    {
        string curl = ServedProcess.Require("curl");
        string file = Path.Combine(_folder, "fake.pem");
        await using ServedProcess server = await ServedProcess.StartAsync("--https", "--certificate-file", file, "--token", "t1");
        string[] args =
        [
            "--silent", option, "--output", Body, "--write-out", "%{http_code} %{http_version}", "-H", "Authorization: Bearer t1",
            $"https://localhost:{server.Endpoint.Port}/{Tags}",
        ];

        (int exitCode, string output, _) = await ServedProcess.RunAsync(curl, ["--cacert", file, .. args]);
        (int untrusted, _, _) = await ServedProcess.RunAsync(curl, args);

        Assert.Equal((0, $"200 {version}"), (exitCode, output));
        Assert.Equal(60, untrusted);
    }

    [Fact]
    public async Task Python_lists_over_pages_writes_and_reads_errors()
    {
        string python = ServedProcess.Require("python3");
        await using ServedProcess server = await ServedProcess.StartAsync("--token", "t1");

        (int exitCode, string output, string error) = await ServedProcess.RunAsync(
            python, Path.Combine(AppContext.BaseDirectory, "Serving", "urllib_client.py"), $"{server.Endpoint}", "t1");

        Assert.True(exitCode == 0, error);
        Assert.Equal(
            """
            2500 entries in 25 pages, 81 live tags
            delete: 204
            expiration: 201, 86400 seconds later
            without a token: 401 invalid_token
            missing tag: 404 not_found
            unavailable: 503 text/html
            """.ReplaceLineEndings("\n"),
            output.TrimEnd().ReplaceLineEndings("\n"));
    }

    private string Body => Path.Combine(_folder, "body");

    [GeneratedRegex(@"```text\n(?<lines>http(?s:.+?))\n```")]
    private static partial Regex StartOutput();
}
