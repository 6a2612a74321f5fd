namespace QuayTags.Tests.Timeline;

/// <summary>Tests that the picture in the documentation is up to date.</summary>
public class DocumentedPictureTests
{
    [Fact]
    public async Task Picture_in_the_documentation_is_what_the_tool_draws()
    {
        ToolRun run = await Shop.TimelineAsync(Shop.Small(), "--svg", "-", "--from", "2026-11-07T00:00:00Z");

        string file = Path.Combine(Root(), "docs", "tag-history.svg");
        string drawn = Path.Combine(AppContext.BaseDirectory, "tag-history.svg");
        await File.WriteAllTextAsync(drawn, run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Output.Length < 100_000);
        Assert.True(
            File.Exists(file) && await File.ReadAllTextAsync(file) == run.Output,
            $"{file} is out of date. Check {drawn}, and copy it there if it is correct.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} is the repository's.");
    }
}
