using System.CommandLine;
using System.CommandLine.Completions;

namespace QuayTags;

/// <summary>Represents a command in a completion script.</summary>
internal sealed record CompletedCommand
{
    private const string File = "FILE";

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<CompletedOption> Options { get; init; }

    /// <summary>Gets the possible values of the arguments, if they are few.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Gets the commands of the tool with their options.</summary>
    public static IReadOnlyList<CompletedCommand> AllOf(Command root)
    {
        string[] names = [.. Visible(root).Select(command => command.Name)];
        return [.. Visible(root).Append(root.Subcommands.Single(command => command.Name == HelpCommand.Name)).Select(Of)];

        CompletedCommand Of(Command command) => new()
        {
            Name = command.Name,
            Description = Sentence(command.Description),
            Options = [.. UsageLine.Options(command).Select(QuayTags.CompletedCommand.Of)],
            Values = command.Name == HelpCommand.Name
                ? names
                : [.. command.Arguments.SelectMany(argument => Labels(argument.CompletionSources))],
        };
    }

    private static IEnumerable<Command> Visible(Command root) => root.Subcommands.Where(command => !command.Hidden);

    private static CompletedOption Of(Option option)
    {
        bool takesValue = UsageLine.TakesValue(option);
        return new()
        {
            Name = option.Name,
            ShortName = UsageLine.ShortName(option),
            Description = Sentence(option.Description),
            TakesValue = takesValue,
            IsFile = takesValue && option.HelpName == File,
            Values = takesValue ? [.. Labels(option.CompletionSources)] : [],
        };
    }

    private static string Sentence(string? text) => HelpText.FirstSentence(text!);

    private static IEnumerable<string> Labels(IEnumerable<Func<CompletionContext, IEnumerable<CompletionItem>>> sources) =>
        sources.SelectMany(source => source(CompletionContext.Empty)).Select(item => item.Label);
}
