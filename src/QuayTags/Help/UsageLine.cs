using System.CommandLine;

namespace QuayTags;

/// <summary>Formats how a command, an argument and an option are written on a command line.</summary>
internal static class UsageLine
{
    public const string Tool = "quaytags";

    /// <summary>Gets the names of a command and its parents, such as <c>quaytags history</c>.</summary>
    public static string Path(Command command) =>
        command is RootCommand ? Tool : $"{Path((Command)command.Parents.Single())} {command.Name}";

    /// <summary>Gets the usage lines of a command. A command that executes a saved plan instead of its arguments has two.</summary>
    public static IReadOnlyList<string> Of(Command command)
    {
        if (command is RootCommand)
        {
            return [$"{Tool} COMMAND [REPOSITORY] … [OPTIONS]"];
        }

        var tool = (ToolCommand)command;
        bool hasOtherUsage = tool.OtherUsage is not null;
        IEnumerable<string> arguments = command.Arguments
            .Where(argument => !argument.Hidden && argument != tool.ProgramArguments)
            .Select(argument => Of(argument, isRequired: hasOtherUsage));
        IEnumerable<string> options = Options(command).Where(option => option.Required).Select(Of);
        string program = tool.ProgramArguments is { } after ? $" [-- {after.Name}…]" : "";
        string first = string.Join(' ', [Path(command), .. arguments, .. options, "[OPTIONS]"]) + program;
        return hasOtherUsage ? [first, $"{Path(command)} {tool.OtherUsage} [OPTIONS]"] : [first];
    }

    /// <summary>Gets the visible options of a command, with those of all commands.</summary>
    public static IEnumerable<Option> Options(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive))
        .Where(option => !option.Hidden);

    /// <summary>Gets an option with its short name and its value, such as <c>--tag TAG|GLOB</c>.</summary>
    public static string Of(Option option)
    {
        string value = TakesValue(option) ? $" {option.HelpName}" : "";
        return (ShortName(option) is { } name ? $"{name}, " : "") + option.Name + value;
    }

    /// <summary>Gets the name with one letter, such as <c>-q</c>; null if there is none.</summary>
    public static string? ShortName(Option option) =>
        option.Aliases.FirstOrDefault(alias => alias.Length == 2 && alias[0] == '-' && char.IsAsciiLetter(alias[1]));

    public static bool TakesValue(Option option) => option.Arity.MinimumNumberOfValues > 0;

    private static string Of(Argument argument, bool isRequired)
    {
        bool isRepeated = argument.Arity.MaximumNumberOfValues > 1 && !argument.Name.Contains(' ', StringComparison.Ordinal);
        string name = argument.Name + (isRepeated ? "…" : "");
        return isRequired || (argument.Arity.MinimumNumberOfValues > 0 && !argument.HasDefaultValue) ? name : $"[{name}]";
    }
}
