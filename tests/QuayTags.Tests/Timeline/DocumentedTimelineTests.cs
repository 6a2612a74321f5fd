using System.Text.RegularExpressions;

namespace QuayTags.Tests.Timeline;

/// <summary>Runs the commands of docs/timeline.md, and compares the drawing with what the page shows.</summary>
public sealed partial class DocumentedTimelineTests : IDisposable
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "timeline.md")).ReplaceLineEndings("\n");

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Commands_of_the_page_print_what_it_shows_and_write_files()
    {
        MatchCollection commands = Command().Matches(Page);

        Assert.Equal(3, commands.Count);
        foreach (Match command in commands)
        {
            string[] args = [.. command.Groups["command"].Value.Split(' ').Select(word => word.Trim('\'')).Select(InFolder)];
            ToolRun run = await ToolRun.RunAsync(args);

            Assert.Equal(0, run.ExitCode);
            Assert.Equal(command.Groups["output"].Value, run.Output.TrimEnd().ReplaceLineEndings("\n"));
        }

        Assert.Equal(["history.html", "history.svg"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Options_of_the_page_are_those_of_the_command()
    {
        ToolRun help = await ToolRun.RunAsync("timeline", "--help");

        string[] documented = [.. Option().Matches(Page).Select(match => match.Value).Distinct()];
        Assert.Superset(new HashSet<string> { "--tag", "--from", "--to", "--all", "--svg", "--html" }, documented.ToHashSet());
        Assert.All(documented.Except(["--project"]), option => Assert.Contains($" {option}", help.Output, StringComparison.Ordinal));
        Assert.Contains($"It shows the {TerminalPicture.MostLanes} most recently changed tags.", Page, StringComparison.Ordinal);
    }

    private string InFolder(string word) => word is "history.svg" or "history.html" ? Path.Combine(_folder, word) : word;

    [GeneratedRegex(
        @"^```sh\ndotnet run --project src/QuayTags -- (?<command>.+)\n```(\n\n```text\n(?<output>(?s:.+?))\n```)?$",
        RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("--[a-z]+")]
    private static partial Regex Option();
}
