using System.Diagnostics;

namespace QuayTags.Tests;

/// <summary>Tests the completion scripts in the shells that are installed.</summary>
[Trait("Speed", "Slow")]
public sealed class CompletionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("hist", "history")]
    [InlineData("p", "promote prune policies")]
    [InlineData("history --ta", "--tag")]
    [InlineData("history --page-", "--page-size")]
    [InlineData("whoami --ta", "")]
    [InlineData("--quiet hist", "history")]
    [InlineData("--url https://quay.io wh", "whoami")]
    [InlineData("show --color ", "always auto never")]
    [InlineData("show --color al", "always")]
    [InlineData("show --color = a", "always auto")]
    [InlineData("--color = never show --w", "--wide")]
    [InlineData("completion ", "bash zsh fish pwsh", "-")]
    [InlineData("help wa", "watch")]
    [InlineData("history --tag ", "")]
    [InlineData("rollback --plan pl", "plan.json")]
    [InlineData("show --ca-file co", "company.pem")]
    public async Task Bash_completes_commands_options_values_and_files(string typed, string expected, string without = "")
    {
        SkipWithout("bash");
        await File.WriteAllTextAsync(Path.Combine(_folder, "plan.json"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "company.pem"), "", TestContext.Current.CancellationToken);
        string[] words = ["quaytags", .. typed.Split(' ')];

        string shown = await RunAsync(
            "bash",
            "bash",
            $"COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))}); COMP_CWORD={words.Length - 1}\n"
            + "_quaytags quaytags \"${COMP_WORDS[COMP_CWORD]}\"\nprintf '%s\\n' \"${COMPREPLY[@]}\"");

        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal),
            shown.Split('\n').Where(word => without.Length == 0 || !word.StartsWith(without, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bash_registers_the_completion_without_output()
    {
        SkipWithout("bash");

        Assert.Equal("complete -F _quaytags quaytags", await RunAsync("bash", "bash", "complete -p quaytags"));
    }

    [Theory]
    [InlineData("quaytags hist", "history")]
    [InlineData("quaytags history --ta", "--tag")]
    [InlineData("quaytags whoami --ta", "")]
    [InlineData("quaytags show --color al", "always")]
    [InlineData("quaytags help wa", "watch")]
    [InlineData("quaytags completion ba", "bash")]
    [InlineData("quaytags rollback --plan pl", "plan.json")]
    public async Task Fish_completes_commands_options_values_and_files(string typed, string expected)
    {
        SkipWithout("fish");
        await File.WriteAllTextAsync(Path.Combine(_folder, "plan.json"), "", TestContext.Current.CancellationToken);

        string shown = await RunAsync("fish", "fish", $"complete -C '{typed}'");

        Assert.Equal(expected, string.Join(' ', shown.Split('\n').Select(line => line.Split('\t')[0])));
    }

    [Fact]
    public async Task Zsh_loads_the_script_and_registers_the_completion()
    {
        SkipWithout("zsh");

        string shown = await RunAsync("zsh", "zsh", "print -r -- $_comps[quaytags]", "autoload -Uz compinit && compinit -u -D\n");

        Assert.Equal("_quaytags", shown);
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Script_has_no_syntax_error(string shell, string option)
    {
        SkipWithout(shell);
        string file = Path.Combine(_folder, "script");
        await File.WriteAllTextAsync(file, await ScriptAsync(shell), TestContext.Current.CancellationToken);

        (int exitCode, string output) = await StartAsync(shell, [option, file]);

        Assert.Equal((0, ""), (exitCode, output));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Script_has_every_command_and_option(string shell)
    {
        string script = await ScriptAsync(shell);

        foreach (CompletedCommand command in CompletedCommand.AllOf(HelpTests.Tree()))
        {
            Assert.Contains(command.Name, script, StringComparison.Ordinal);
            string prefix = shell == "fish" ? "-l " : "--";
            Assert.All(
                command.Options, option => Assert.Contains(prefix + option.Name[2..], script, StringComparison.Ordinal));
        }

        // Only 'serve' has an option --token that completes. The others refuse it.
        Assert.Single(CompletedCommand.AllOf(HelpTests.Tree()), command => command.Options.Any(option => option.Name == "--token"));
        Assert.DoesNotContain('@', script.Replace("\"$@\"", "", StringComparison.Ordinal).Replace("@(", "", StringComparison.Ordinal)
            .Replace("@{", "", StringComparison.Ordinal).Replace("[@]", "", StringComparison.Ordinal));
    }

    // The scripts keep one list of the options with values, whatever the command is.
    [Fact]
    public void Option_takes_a_value_in_all_commands_or_in_none()
    {
        IEnumerable<CompletedOption> options = CompletedCommand.AllOf(HelpTests.Tree()).SelectMany(command => command.Options);

        Assert.All(
            options.GroupBy(option => option.Name),
            same => Assert.Single(same.Select(option => (option.TakesValue, option.IsFile)).Distinct()));
    }

    [Fact]
    public async Task Unknown_shell_is_wrong_usage()
    {
        ToolRun run = await ToolRun.RunAsync("completion", "tcsh");

        Assert.Equal("'tcsh' is not one of bash, zsh, fish, pwsh.", run.AssertFailure(2));
    }

    private static void SkipWithout(string shell)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))),
            $"{shell} is not installed.");
    }

    private static async Task<string> ScriptAsync(string shell) => (await ToolRun.RunAsync("completion", shell)).Output;

    /// <summary>Runs commands after the completion script, and returns their output.</summary>
    private async Task<string> RunAsync(string shell, string script, string commands, string before = "")
    {
        string file = Path.Combine(_folder, "run");
        await File.WriteAllTextAsync(
            file, $"{before}{await ScriptAsync(script)}\n{commands}\n", TestContext.Current.CancellationToken);
        (int exitCode, string output) = await StartAsync(shell, [file]);
        Assert.True(exitCode == 0 || shell == "fish", output);
        return output;
    }

    private async Task<(int ExitCode, string Output)> StartAsync(string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };

        // The shells must not read the files of the user, or write there.
        start.Environment["HOME"] = _folder;
        start.Environment["XDG_CONFIG_HOME"] = _folder;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (output + await error).TrimEnd('\n'));
    }
}
