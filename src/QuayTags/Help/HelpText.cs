using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;

namespace QuayTags;

/// <summary>Composes the help of the tool and of its commands.</summary>
internal static class HelpText
{
    public static HelpPage Of(Command command, ToolContext context)
    {
        var page = new HelpPage(context.HelpColumns, context.UsesColor);
        if (command is RootCommand)
        {
            AddTool(page, command);
        }
        else
        {
            AddCommand(page, (ToolCommand)command);
        }

        return page;
    }

    public static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;

    private static void AddTool(HelpPage page, Command root)
    {
        page.AddText(root.Description!);
        page.AddHeading("Usage");
        page.AddUsage(UsageLine.Of(root));
        foreach (CommandGroup group in Enum.GetValues<CommandGroup>())
        {
            page.AddEntries(Heading(group), Commands(root, group));
        }

        page.AddEntries("Options of all commands", Options(root, option => option is not VersionOption));
        page.AddEntries(
            "Exit codes", [.. ExitCodeTable.Entries.Select(entry => (entry.Code.ToString(CultureInfo.InvariantCulture), entry.Meaning))]);
        page.AddEntries("Environment variables", EnvironmentTable.Entries);
        page.AddEntries(
            "More help",
            [
                ($"{UsageLine.Tool} help COMMAND", "Show the arguments, options and examples of a command."),
                ($"{UsageLine.Tool} --version", "Show the version of the tool."),
            ]);
    }

    private static void AddCommand(HelpPage page, ToolCommand command)
    {
        page.AddText(command.Description!);
        page.AddHeading("Usage");
        page.AddUsage(UsageLine.Of(command));
        page.AddEntries(
            "Arguments",
            [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => (argument.Name, argument.Description!))]);
        foreach (string section in new[] { OptionSection.Own, OptionSection.Output, OptionSection.Connection })
        {
            page.AddEntries(section, Options(command, option => OptionSection.Of(option) == section));
        }

        page.AddHeading("Examples");
        page.AddCommands(command.Examples);
    }

    private static string Heading(CommandGroup group) => group == CommandGroup.SetUp ? "Set up" : group.ToString();

    private static (string Label, string Text)[] Commands(Command root, CommandGroup group) =>
    [
        .. root.Subcommands.OfType<ToolCommand>()
            .Where(command => command.Group == group && !command.Hidden)
            .Select(command => (command.Name, FirstSentence(command.Description!))),
    ];

    private static (string Label, string Text)[] Options(Command command, Func<Option, bool> isIncluded) =>
    [
        .. UsageLine.Options(command)
            .Where(isIncluded)
            .OrderBy(option => option is HelpOption)
            .Select(option => (UsageLine.Of(option), option.Description!)),
    ];
}
