using System.CommandLine;

namespace QuayTags;

/// <summary>Represents a command of the tool, with what its help needs: a group and examples.</summary>
/// <param name="group">The heading in the help of the tool.</param>
/// <param name="name">The name of the command.</param>
/// <param name="description">The description of the command.</param>
/// <param name="examples">Command lines that run with nothing configured, against the sample data.</param>
internal class ToolCommand(CommandGroup group, string name, string description, params IReadOnlyList<string> examples)
    : Command(name, description)
{
    public CommandGroup Group => group;

    public IReadOnlyList<string> Examples => examples;

    /// <summary>Gets what replaces the arguments in a second usage line, such as <c>--plan FILE</c>; null if there is none.</summary>
    public string? OtherUsage { get; protected init; }

    /// <summary>Gets the argument for the words after <c>--</c>, which another program gets; null if there is none.</summary>
    public Argument? ProgramArguments { get; protected init; }
}
