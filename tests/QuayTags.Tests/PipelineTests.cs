using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>Runs the pipelines that the page on the tool's output shows in a shell.</summary>
[Trait("Speed", "Slow")]
public sealed partial class PipelineTests : IDisposable
{
    private readonly ShellFolder _folder = new();

    public static TheoryData<string, string> Pipelines =>
        new(Pipeline().Matches(File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "tool-output.md")).Split("## Pipelines")[1])
            .Select(match => (match.Groups["script"].Value, match.Groups["output"].Value)));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Pipeline_prints_what_the_page_shows(string script, string output)
    {
        Assert.SkipUnless(ShellFolder.CanRun("jq"), "There is no sh or no jq.");

        (int exitCode, string printed, string error) = await _folder.RunAsync(script);

        printed = Digest().Replace(printed.Replace("\r", "", StringComparison.Ordinal), "$1…");
        Assert.Equal((0, output, ""), (exitCode, printed, error));
    }

    [GeneratedRegex(@"^```sh\n(?<script>.+?)\n```\n\n```text\n(?<output>.+?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Pipeline();

    [GeneratedRegex("(sha256:[0-9a-f]{12})[0-9a-f]+")]
    private static partial Regex Digest();
}
