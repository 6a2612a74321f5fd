using System.CommandLine;

namespace QuayTags.Tests;

/// <summary>Tests what the tool writes after wrong usage.</summary>
public class UsageErrorTests
{
    public static TheoryData<string, string> WrongUsages()
    {
        var data = new TheoryData<string, string>();
        foreach (Command command in HelpTests.Tree().Subcommands.Where(command => !command.Hidden))
        {
            data.Add(command.Name, "--no-such-option");
            if (command.Arguments.All(argument => argument.Arity.MaximumNumberOfValues <= 3))
            {
                data.Add(command.Name, "quayadmin/busybox a b c d");
            }

            if (command.Arguments.Any(argument => argument.Arity.MinimumNumberOfValues > 0 && !argument.HasDefaultValue))
            {
                data.Add(command.Name, "");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(WrongUsages))]
    public async Task Wrong_usage_of_each_command_shows_its_usage_and_an_example(string command, string args)
    {
        ToolRun run = await ToolRun.RunAsync([command, .. args.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.NotEmpty(run.AssertFailure(2));
        Assert.StartsWith($"Usage:   quaytags {command} ", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.StartsWith($"Example: quaytags {command}", run.ErrorLines[^2], StringComparison.Ordinal);
        Assert.StartsWith($"Run 'quaytags {command} --help' ", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.InRange(run.ErrorLines.Length, 4, 7);
    }

    [Theory]
    [InlineData("There is no command 'histroy'. Did you mean 'history'?", "histroy")]
    [InlineData("There is no command 'pruen'. Did you mean 'prune'?", "help", "pruen")]
    [InlineData("This command has no option '--tga'. Did you mean '--tag'?", "history", "--tga", "x")]
    [InlineData("This command has no option '--jsno'. Did you mean '--json'?", "whoami", "--jsno")]
    [InlineData("This command has no option '--purge'.", "show", "--purge")]
    [InlineData("This command has no option '--to'.", "show", "--to", "x")]
    [InlineData("This command has no option '--out'.", "snapshot", "acme", "--out", "x")]
    [InlineData("This command has no option '--time'. Did you mean '--clock'?", "serve", "--time", "x")]
    [InlineData("This command has no option '--time'.", "show", "--time", "x")]
    [InlineData("This command has no option '--host'. Did you mean '--address'?", "serve", "--host", "x")]
    [InlineData("This command has no option '-y'. Did you mean '--yes'?", "delete", "acme/app", "old", "-y")]
    [InlineData("This command has no option '--prof'. Did you mean '--profile'?", "show", "--prof", "x")]
    [InlineData("This command has no option '--tokn'.", "whoami", "--tokn:canary")]
    [InlineData("There is no command 'ls'. Did you mean 'list'?", "ls")]
    [InlineData("There is no command 'undo'. Did you mean 'restore'?", "undo")]
    [InlineData("--svg needs a value: FILE.", "timeline", "--svg", "--url", "http://x")]
    [InlineData("--svg needs a value: FILE.", "timeline", "--svg", "--quiet")]
    [InlineData("--port is given twice.", "serve", "--port", "1", "--port", "2")]
    [InlineData(
        "--tag: 'e2*' is a glob, but this option takes the whole name. Pass --filter like:e2, or use 'log --tag'.",
        "history",
        "--tag",
        "e2*")]
    [InlineData("Too many arguments: 'two'.", "show", "acme/one", "two")]
    [InlineData("'NAMESPACE' is missing. The organization or user, such as acme.", "list")]
    [InlineData("--url needs a value: URL.", "show", "--url")]
    [InlineData("--color: 'pink' is not auto, always or never.", "show", "--color", "pink")]
    [InlineData("A command is required.", "--quiet")]
    public async Task Message_states_what_is_wrong_and_names_the_closest_command_or_option(string message, params string[] args)
    {
        ToolRun run = await ToolRun.RunAsync(args);

        Assert.Equal(message, run.AssertFailure(2));
        Assert.InRange(run.ErrorLines.Length, 4, 5);
    }

    [Fact]
    public async Task Command_with_two_forms_shows_both()
    {
        ToolRun run = await ToolRun.RunAsync("rollback");

        run.AssertFailure(2);
        Assert.Equal("Usage:   quaytags rollback REPOSITORY TIME [OPTIONS]", run.ErrorLines[1]);
        Assert.Equal("         quaytags rollback --plan FILE [OPTIONS]", run.ErrorLines[2]);
    }

    [Fact]
    public async Task Error_that_a_command_detects_later_shows_the_usage_too()
    {
        ToolRun run = await ToolRun.RunAsync("prune", "acme", "--older-than", "30d", "--json");

        Assert.StartsWith("'prune' cannot ask for confirmation with --json", run.AssertFailure(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_of_an_argument_are_not_written()
    {
        ToolRun run = await ToolRun.RunAsync("show", "--\u001b[31m");

        Assert.DoesNotContain('\u001b', run.Error);
        run.AssertFailure(2);
    }
}
