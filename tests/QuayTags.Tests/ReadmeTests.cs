using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>The commands of the readme do what it says, without any Quay.</summary>
[Trait("Speed", "Slow")]
public partial class ReadmeTests
{
    [Fact]
    public async Task Its_commands_run_one_after_the_other()
    {
        string plan = Path.GetTempFileName();
        string[][] commands =
        [
            .. Command().Matches(await File.ReadAllTextAsync(Path.Combine(Root(), "README.md"), TestContext.Current.CancellationToken))
                .Select(match => match.Groups[1].Value.Trim().Split(' '))
                .Select(
                    args => args.Select(arg => arg switch { "plan.json" => plan, "history.svg" => "-", _ => arg.Trim('\'') }).ToArray()),
        ];

        Assert.True(commands.Length > 9, "There are more commands in the readme.");
        foreach (string[] args in commands)
        {
            ToolRun run = await ToolRun.RunAsync(args);
            Assert.True(run.ExitCode == 0, $"{string.Join(' ', args)}: {run.Error}");
            Assert.True(run.Output.Length > 0, $"{string.Join(' ', args)} shows nothing.");
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
