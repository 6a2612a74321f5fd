using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>Runs the commands of the pages in docs, and compares their output with what the page shows.</summary>
[Trait("Speed", "Slow")]
public partial class DocumentedOutputTests
{
    public static TheoryData<string> Pages =>
        ["reading.md", "writing.md", "tag-history.md", "audit.md", "clean-up.md", "watch.md", "troubleshooting.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Commands_of_the_page_print_what_it_shows(string page)
    {
        string file = Path.Combine(ReadmeTests.Root(), "docs", page);
        MatchCollection shown = CommandWithOutput().Matches(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        Assert.NotEmpty(shown);
        foreach (Match match in shown)
        {
            ToolRun run = await ToolRun.RunAsync(
                [.. match.Groups["command"].Value.Split(' ').Select(word => word.Trim('\''))]);

            Assert.Equal(match.Groups["output"].Value.Split('\n'), run.Lines.Select(line => Digest().Replace(line, "${start}…").TrimEnd()));
        }
    }

    [GeneratedRegex(
        @"^```sh\ndotnet run --project src/QuayTags -- (?<command>.+)\n```\n\n```text\n(?<output>(?s:.+?))\n```$",
        RegexOptions.Multiline)]
    private static partial Regex CommandWithOutput();

    // The pages shorten digests.
    [GeneratedRegex("(?<start>sha256:[0-9a-f]{12})[0-9a-f]{52}")]
    private static partial Regex Digest();
}
