using System.Text.RegularExpressions;
using Quay.Client.Testing;
using YamlDotNet.RepresentationModel;

namespace QuayTags.Tests;

/// <summary>Runs the scripts and the jobs of the page on CI in a shell.</summary>
[Trait("Speed", "Slow")]
public sealed partial class CiPageTests : IAsyncDisposable
{
    private const string Install = "dotnet tool install --global QuayTags --prerelease";

    private const string Notice = "Neither --url nor QUAY_URL is set, so the tool uses its sample data.";

    private static readonly string Text = File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "ci.md"));

    private readonly ShellFolder _folder = new();
    private readonly FakeQuay _quay = new();
    private readonly FakeRepository _app;
    private readonly FakeQuayServer _server;

    public CiPageTests()
    {
        _app = _quay.AddRepository("acme/app");
        _app.Push("prod");
        _app.Push("staging");
        DateTimeOffset now = _quay.TimeProvider.GetUtcNow();
        _app.AddEntry("pr-1", _app.AddManifest().Digest, now.AddDays(-40));
        _app.AddEntry("pr-2", _app.AddManifest().Digest, now.AddDays(-20));
        _server = FakeQuayServer.Start(_quay);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task Scripts_print_what_the_page_shows()
    {
        SkipWithoutShell();
        MatchCollection scripts = ScriptWithOutput().Matches(Text);
        Assert.Equal(Regex.Count(Text, "^```sh$", RegexOptions.Multiline), scripts.Count);

        foreach (Match script in scripts)
        {
            (int exitCode, string output, string error) = await _folder.RunAsync(script.Groups["script"].Value);

            Assert.Equal(
                (0, script.Groups["output"].Value, ""),
                (exitCode, Digest().Replace(output, "$1…"), error.Replace(Notice, "", StringComparison.Ordinal).Trim('\n')));
        }
    }

    [Fact]
    public async Task Digests_are_printed_in_full_without_a_terminal()
    {
        SkipWithoutShell();

        (_, string output, _) = await _folder.RunAsync(Promotion);

        Assert.Matches("^b0039-main: sha256:[0-9a-f]{64}, ", output);
    }

    [Theory]
    [InlineData("missing", "prod")]
    [InlineData("staging", "missing")]
    public async Task Promotion_fails_and_writes_nothing_if_a_tag_is_missing(string from, string to)
    {
        SkipWithoutShell();
        string job = Assert.Single(ScriptsOf("run", containing: "workflow_dispatch"), script => script.Contains("promote"));

        foreach (string script in new[]
        {
            Promotion.Replace("rqorg/hist2500", "acme/app").Replace("b0092-rc", from).Replace("b0039-main", to),
            job.Replace("--tag staging", $"--tag {from}").Replace("--tag prod", $"--tag {to}"),
        })
        {
            (int exitCode, string output, _) =
                await _folder.RunAsync(script, ("QUAY_URL", $"{_server.Endpoint}"), ("QUAY_TOKEN", _quay.Token));

            // The code of jq, so quaytags did not start with an empty digest.
            Assert.Equal((1, ""), (exitCode, output));
        }

        _quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Job_of_GitHub_Actions_moves_the_tag_to_the_image_of_the_other()
    {
        SkipWithoutShell();

        await RunAsync(ScriptsOf("run", containing: "workflow_dispatch"));

        Assert.Equal(_app.FindTag("staging")!.Digest, _app.FindTag("prod")!.Digest);
    }

    [Fact]
    public async Task Jobs_of_GitLab_delete_the_old_tag_after_the_plan()
    {
        SkipWithoutShell();
        string[] scripts = ScriptsOf("script", containing: "CI_PIPELINE_SOURCE");
        Assert.Equal(2, scripts.Length);

        await RunAsync([.. ScriptsOf("before_script", containing: "CI_PIPELINE_SOURCE"), scripts[0]]);

        Assert.NotNull(_app.FindTag("pr-1"));
        _quay.Requests.AssertNoWrites();

        await RunAsync(scripts[1]);

        Assert.Equal(["pr-2", "prod", "staging"], _app.Tags.Select(tag => tag.Name).Order());
        Assert.True(_folder.Has("undo.json"));

        await RunAsync(InlineCommand().Match(Text).Groups[1].Value + " --keep-going");

        Assert.NotNull(_app.FindTag("pr-1"));
    }

    [Fact]
    public void Jobs_install_the_tool_as_its_manual_describes()
    {
        Assert.Contains(Install, ManualTests.Manual, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(Text, Regex.Escape(Install)));
    }

    private static string Promotion => Assert.Single(
        ScriptWithOutput().Matches(Text).Select(match => match.Groups["script"].Value),
        script => script.Contains("quaytags promote", StringComparison.Ordinal));

    private static void SkipWithoutShell() => Assert.SkipUnless(ShellFolder.CanRun("jq"), "There is no sh or no jq.");

    /// <summary>Gets the scripts of the steps or jobs of the YAML file that contains a text.</summary>
    private static string[] ScriptsOf(string key, string containing)
    {
        string text = Yaml().Matches(Text).Select(match => match.Groups[1].Value)
            .First(text => text.Contains(containing, StringComparison.Ordinal));
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. ScriptsIn(stream.Documents[0].RootNode, key)];
    }

    private static IEnumerable<string> ScriptsIn(YamlNode node, string key) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(child => ((YamlScalarNode)child.Key).Value == key
            ? [string.Join('\n', child.Value is YamlSequenceNode lines ? lines.Select(line => line.ToString()) : [child.Value.ToString()])]
            : ScriptsIn(child.Value, key)),
        YamlSequenceNode sequence => sequence.SelectMany(child => ScriptsIn(child, key)),
        _ => [],
    };

    private async Task RunAsync(params string[] scripts)
    {
        foreach (string script in scripts)
        {
            (int exitCode, string output, string error) =
                await _folder.RunAsync(script, ("QUAY_URL", $"{_server.Endpoint}"), ("QUAY_TOKEN", _quay.Token));
            Assert.True(exitCode == 0, $"{script}\nexits with {exitCode}:\n{output}\n{error}");
        }
    }

    [GeneratedRegex(@"^```sh\n(?<script>.+?)\n```\n\n```text\n(?<output>.+?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ScriptWithOutput();

    [GeneratedRegex(@"^```yaml\n(.+?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("`(quaytags rollback [^`]+)`")]
    private static partial Regex InlineCommand();

    [GeneratedRegex("(sha256:[0-9a-f]{12})[0-9a-f]+")]
    private static partial Regex Digest();
}
