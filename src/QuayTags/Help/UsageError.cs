using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuayTags;

/// <summary>Composes what the user sees after wrong usage: what is wrong, the correct usage, and an example.</summary>
internal static class UsageError
{
    private const string AnyExample = "quaytags history quayadmin/busybox";

    public static IEnumerable<string> Lines(ParseResult parsed, IEnumerable<string> messages)
    {
        Command command = parsed.CommandResult.Command;
        string path = UsageLine.Path(command);
        string contents = command is RootCommand ? "all commands" : "its arguments, options and examples";
        return
        [
            .. messages.Select(VisibleText.Of),
            .. UsageLine.Of(command).Select((line, i) => $"{(i == 0 ? "Usage:  " : "        ")} {line}"),
            $"Example: {(command is ToolCommand tool ? tool.Examples[0] : AnyExample)}",
            $"Run '{path} --help' for {contents}.",
        ];
    }

    /// <summary>Determines whether the option that reads a token has a value, which no message repeats.</summary>
    public static bool HasToken(IEnumerable<string> args, ParseResult parsed) =>
        args.TakeWhile(word => word != "--").Any(word =>
            word.StartsWith($"{ServerOptions.TokenInputName}=", StringComparison.Ordinal)
            || word.StartsWith($"{ServerOptions.TokenInputName}:", StringComparison.Ordinal))
        || parsed.Tokens.Zip(parsed.Tokens.Skip(1)).Any(pair =>
            pair.First.Value == ServerOptions.TokenInputName && parsed.UnmatchedTokens.Contains(pair.Second.Value));

    /// <summary>Gets a message for each option whose value is the name of another option, as in <c>--svg --url URL</c>.</summary>
    public static IReadOnlyList<string> MissingValues(ParseResult parsed)
    {
        string[] names = [.. UsageLine.Options(parsed.CommandResult.Command).Select(option => option.Name)];
        return
        [
            .. parsed.CommandResult.Children.OfType<OptionResult>()
                .Where(result => !result.Implicit && result.Tokens is [var first, ..] && names.Contains(first.Value))
                .Select(result => $"{result.Option.Name} needs a value: {result.Option.HelpName}."),
        ];
    }

    /// <summary>Gets what is wrong with a command line. An unknown option also causes other errors, which are omitted.</summary>
    public static IReadOnlyList<string> MessagesOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] options = [.. UnknownOptions(parsed)];
        if (options.Length > 0)
        {
            return [.. options.Select(option => $"This command has no option '{option}'.{ClosestOption(option, command)}")];
        }

        string? word = parsed.UnmatchedTokens is [var first, ..] ? first : null;
        if (command.Subcommands.Count > 0)
        {
            IEnumerable<string> names = command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name);
            return [word is null ? "A command is required." : $"There is no command '{word}'.{ClosestName.Hint(word, names)}"];
        }

        ParseError[] errors = [.. parsed.Errors.Where(error => !IsUnmatched(error, parsed))];
        return (errors.FirstOrDefault(IsInvalidTarget) ?? errors.FirstOrDefault(IsMissingArgument)) is { } fault ? [MessageOf(fault)]
            : errors.Length > 0 ? [.. errors.Select(MessageOf).Distinct()]
            : [$"Too many arguments: {string.Join(", ", parsed.UnmatchedTokens.Select(token => $"'{token}'"))}."];
    }

    // System.CommandLine treats an unknown option as an argument, if the command takes another one.
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>()
        .Where(result => result.Argument != (parsed.CommandResult.Command as ToolCommand)?.ProgramArguments)
        .SelectMany(result => result.Tokens)
        .Select(token => token.Value)
        .Concat(parsed.UnmatchedTokens)
        .Where(word => word.StartsWith('-') && word.Length > 1)
        .Select(word => word.Split('=', ':')[0])
        .Distinct();

    private static string MessageOf(ParseError error) => error.SymbolResult switch
    {
        OptionResult { IdentifierToken: null, Option: { Required: true } option } =>
            $"'{option.Name}' is required: {UsageLine.Of(option)}.",
        OptionResult { Tokens.Count: 0, Option: var option } when UsageLine.TakesValue(option) =>
            $"{option.Name} needs a value: {option.HelpName}.",
        OptionResult { Option: { Arity.MaximumNumberOfValues: <= 1 } option, IdentifierTokenCount: > 1 } =>
            $"{option.Name} is given twice.",
        ArgumentResult { Argument: var argument } when IsMissingArgument(error) => $"'{argument.Name}' is missing. {argument.Description}",
        _ => error.Message,
    };

    // If the repository is missing, the next argument takes its place.
    private static bool IsInvalidTarget(ParseError error) =>
        error.SymbolResult is ArgumentResult { Tokens.Count: > 0, Argument.Name: SharedSymbols.TargetName };

    private static bool IsMissingArgument(ParseError error) =>
        error.SymbolResult is ArgumentResult { Tokens.Count: 0, Argument.Arity.MinimumNumberOfValues: > 0 };

    private static bool IsUnmatched(ParseError error, ParseResult parsed) =>
        parsed.UnmatchedTokens.Any(token => error.Message == $"Unrecognized command or argument '{token}'.");

    private static string ClosestOption(string option, Command command) =>
        ClosestName.Find(option, [.. UsageLine.Options(command).Select(known => known.Name)]) is { } closest
            ? $" Did you mean '{closest}'?"
            : "";
}
