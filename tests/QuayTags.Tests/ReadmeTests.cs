using System.Text.RegularExpressions;

namespace QuayTags.Tests;

[Trait("Speed", "Slow")]
public partial class ReadmeTests
{
    [Fact]
    public async Task Commands_of_the_readme_run_in_their_order()
    {
        string plan = Path.GetTempFileName();
        string readme = await File.ReadAllTextAsync(Path.Combine(Root(), "README.md"), TestContext.Current.CancellationToken);
        string[][] commands =
        [
            .. Command().Matches(readme)
                .Select(match => match.Groups[1].Value.Trim().Split(' '))
                .Select(
                    args => args.Select(arg => arg switch { "plan.json" => plan, "history.svg" => "-", _ => arg.Trim('\'') }).ToArray()),
        ];

        Assert.NotEmpty(commands);
        foreach (string[] args in commands)
        {
            ToolRun run = await ToolRun.RunAsync(args);
            Assert.True(run.ExitCode == 0, $"{string.Join(' ', args)}: {run.Error}");
            Assert.True(run.Output.Length > 0, $"{string.Join(' ', args)} prints nothing.");
        }

        File.Delete(plan);
    }

    internal static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^dotnet run --project src/QuayTags -- (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
