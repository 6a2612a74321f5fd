using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace QuayTags;

/// <summary><c>help</c>: shows the help of a command. <c>--help</c> shows the same.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Command Create(ToolContext context)
    {
        var names = new Argument<string[]>("COMMAND")
        {
            Description = "The command. Default: the tool.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new ToolCommand(CommandGroup.SetUp, Name, "Show the help of the tool or of a command.", "quaytags help history")
        {
            names,
        };

        // The root help names this command apart from the groups.
        command.Hidden = true;
        command.SetAction(parsed => Write(Find(parsed.RootCommandResult.Command, parsed.GetValue(names) ?? []), context));
        return command;
    }

    /// <summary>Replaces the help of System.CommandLine.</summary>
    public static void ReplaceHelp(RootCommand root, ToolContext context)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Show this help.";
        option.Action = new HelpAction(context);
    }

    public static void Write(Command command, ToolContext context)
    {
        foreach (string line in HelpText.Of(command, context).Lines)
        {
            context.Output.WriteLine(line);
        }
    }

    private static Command Find(Command command, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            command = command.Subcommands.FirstOrDefault(subcommand => subcommand.Name == name)
                ?? throw new UsageException($"There is no command '{name}'.{ClosestName.Hint(name, CommandNames(command))}");
        }

        return command;
    }

    private static IEnumerable<string> CommandNames(Command command) =>
        command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name);

    private sealed class HelpAction(ToolContext context) : SynchronousCommandLineAction
    {
        // The help is also right for a command line that is wrong.
        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            Write(parseResult.CommandResult.Command, context);
            return ExitCode.Success;
        }
    }
}
