using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>The commands of docs/tag-history.md have the output that follows them there.</summary>
[Trait("Speed", "Slow")]
public partial class DocumentedOutputTests
{
    [Fact]
    public async Task Commands_of_the_history_page_write_what_the_page_shows()
    {
        string file = Path.Combine(ReadmeTests.Root(), "docs", "tag-history.md");
        MatchCollection shown = CommandWithOutput().Matches(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        Assert.NotEmpty(shown);
        foreach (Match match in shown)
        {
            Sample run = await Sample.RunAsync(match.Groups["command"].Value.Split(' '));

            Assert.Equal(match.Groups["output"].Value.Split('\n'), run.Lines);
        }
    }

    [GeneratedRegex(
        @"^```sh\ndotnet run --project src/QuayTags -- (?<command>.+)\n```\n\n```text\n(?<output>(?s:.+?))\n```$",
        RegexOptions.Multiline)]
    private static partial Regex CommandWithOutput();
}
