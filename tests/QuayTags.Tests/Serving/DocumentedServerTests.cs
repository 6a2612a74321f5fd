using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace QuayTags.Tests.Serving;

/// <summary>Runs the scripts of the pages about the served fake and its seeds in a shell.</summary>
[Trait("Speed", "Slow")]
public sealed partial class DocumentedServerTests : IDisposable
{
    private const string Start = "--port 0 > address & until [ -s address ] || ! kill -0 $!; do sleep 0.1; done";

    private readonly ShellFolder _folder = new();

    /// <summary>Gets the scripts of the page, except those with programs that tests do not run.</summary>
    public static TheoryData<string> Scripts =>
        [.. ScriptsOf("serve.md").Where(script => !script.Contains("podman", StringComparison.Ordinal))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_of_the_page_runs(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        ServedProcess.Require("curl");

        (int exitCode, _, string error) = await _folder.RunAsync(Runnable(script));

        Assert.True(exitCode == 0, error);
    }

    [Fact]
    public async Task Loop_of_the_page_ends_if_the_server_cannot_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        string[] script = Assert.Single(
            ScriptsOf("serve.md"), script => script.StartsWith("quaytags serve --port 0 ", StringComparison.Ordinal)).Split('\n');

        string invalid = script[0].Replace("--port 0", "--port x", StringComparison.Ordinal);

        (int exitCode, _, _) = await _folder.RunAsync($"{invalid}\n{script[1]}");

        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Python_fixture_of_the_page_starts_and_stops_a_server()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        ServedProcess.Require("python3");
        string page = PythonBlock().Match(File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "serve.md")).ReplaceLineEndings("\n"))
            .Groups["script"].Value;

        // Without pytest, a fixture is a generator that the script itself advances.
        string script = page.Replace("import pytest\n", "", StringComparison.Ordinal)
            .Replace("@pytest.fixture\n", "", StringComparison.Ordinal)
            + "\nfixture = quay()\ntest_discovery(next(fixture))\nprint(next(fixture, 'stopped'))\n";

        (int exitCode, string output, string error) = await _folder.RunAsync($"python3 - <<'END'\n{script}END");

        Assert.True(exitCode == 0, error);
        Assert.Equal("stopped", output.Trim());
    }

    [Fact]
    public async Task Seed_is_recorded_and_served_as_the_page_shows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        ServedProcess.Require("curl");
        var quay = new FakeQuay();
        quay.AddRepository("acme/app", isPublic: true).Push("v1");
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        string[] lines = Assert.Single(ScriptsOf("seeds.md")).Split('\n');

        (int exitCode, string output, string error) = await _folder.RunAsync(string.Join(
            '\n',
            lines[0].Replace("https://quay.example.com", $"{server.Endpoint}", StringComparison.Ordinal),
            Runnable($"{lines[1]}\ncurl http://127.0.0.1:8080/api/v1/repository/acme/app/tag/")));

        Assert.True(exitCode == 0, error);
        Assert.Contains(quay.FindRepository("acme/app")!.FindTag("v1")!.Digest, output, StringComparison.Ordinal);
    }

    /// <summary>Starts a server on a free port in the background for the commands of the script, and stops it.</summary>
    private static string Runnable(string script)
    {
        string[] lines = script.Split('\n');
        if (lines[0].Contains("--port 0", StringComparison.Ordinal))
        {
            return script;
        }

        bool isStarted = lines[0].StartsWith("quaytags serve", StringComparison.Ordinal);
        string[] commands =
        [
            $"{(isStarted ? lines[0] : "quaytags serve")} {Start}",
            .. lines.Skip(isStarted ? 1 : 0).Select(line => Address().Replace(line, "$(cat address)")),
            "kill $!",
        ];
        return string.Join('\n', commands).Replace("\ncurl ", "\ncurl --fail --silent --show-error ", StringComparison.Ordinal);
    }

    private static IEnumerable<string> ScriptsOf(string page) => Block()
        .Matches(File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", page)).ReplaceLineEndings("\n"))
        .Select(block => block.Groups["script"].Value);

    [GeneratedRegex("https?://127.0.0.1:8080/")]
    private static partial Regex Address();

    [GeneratedRegex(@"```python\n(?<script>(?s:.+?))```")]
    private static partial Regex PythonBlock();

    [GeneratedRegex(@"```sh\n(?<script>(?s:.+?))\n```")]
    private static partial Regex Block();
}
