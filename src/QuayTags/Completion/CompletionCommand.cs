using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuayTags;

/// <summary><c>completion</c>: prints a script that completes commands, options and values in a shell.</summary>
internal static class CompletionCommand
{
    // The scripts contain everything, so that a shell need not start the tool at each press of the key.
    private static readonly Dictionary<string, Func<IReadOnlyList<CompletedCommand>, string>> Scripts = new()
    {
        ["bash"] = BashCompletion.Create,
        ["zsh"] = ZshCompletion.Create,
        ["fish"] = FishCompletion.Create,
        ["pwsh"] = PwshCompletion.Create,
    };

    public static Command Create(ToolContext context)
    {
        string shells = string.Join(", ", Scripts.Keys);
        var shell = new Argument<string>("SHELL")
        {
            Description = $"One of {shells}.",
            CustomParser = result =>
            {
                string name = result.Tokens[0].Value;
                if (!Scripts.ContainsKey(name))
                {
                    result.AddError($"'{name}' is not one of {shells}.");
                }

                return name;
            },
            CompletionSources = { Scripts.Keys.ToArray() },
        };
        var command = new ToolCommand(
            CommandGroup.SetUp,
            "completion",
            "Print the script that completes commands, options and values in a shell.",
            "quaytags completion bash",
            "quaytags completion fish") { shell };
        command.SetAction(parsed =>
        {
            IReadOnlyList<CompletedCommand> commands = CompletedCommand.AllOf(parsed.RootCommandResult.Command);
            context.Output.Write(Scripts[parsed.GetRequiredValue(shell)](commands));
        });
        return command;
    }
}
