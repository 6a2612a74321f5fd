namespace QuayTags;

/// <summary>Creates the completion script for zsh.</summary>
internal static class ZshCompletion
{
    private const string Template = """
        #compdef quaytags
        # Completion of quaytags in zsh. Save it as _quaytags in a folder of $fpath, or load it: source <(quaytags completion zsh)
        _quaytags() {
            local curcontext=$curcontext state line
            local -a commands
            commands=(
        @COMMANDS@
            )
            _arguments -C '1:command:->command' '*::argument:->argument'
            case $state in
                command) _describe command commands ;;
                argument)
                    case $words[1] in
        @OPTIONS@
                    esac ;;
            esac
        }
        if [[ $funcstack[1] == _quaytags ]]; then
            _quaytags "$@"
        else
            compdef _quaytags quaytags
        fi

        """;

    public static string Create(IReadOnlyList<CompletedCommand> commands) => Template
        .Replace("@COMMANDS@", string.Join('\n', commands.Select(Command)), StringComparison.Ordinal)
        .Replace("@OPTIONS@", string.Join('\n', commands.Select(Options)), StringComparison.Ordinal);

    private static string Command(CompletedCommand command) =>
        $"        {Quoted($"{command.Name}:{command.Description}")}";

    private static string Options(CompletedCommand command)
    {
        IEnumerable<string> options = command.Options.SelectMany(option => option.Names.Select(name => Option(name, option)));
        string arguments = command.Values.Count > 0 ? $"'*:value:({string.Join(' ', command.Values)})'" : "'*:argument:'";
        string lines = string.Concat(options.Select(option => $"                    {option} \\\n"));
        return $"                {command.Name}) _arguments \\\n{lines}                    {arguments} ;;";
    }

    private static string Option(string name, CompletedOption option)
    {
        string text = $"{name}[{Escaped(option.Description)}]";
        string action = option.IsFile ? "_files" : option.Values.Count > 0 ? $"({string.Join(' ', option.Values)})" : " ";
        return Quoted(option.TakesValue ? $"{text}:value:{action}" : text);
    }

    // In a specification of _arguments, brackets and colons have a meaning.
    private static string Escaped(string text) => text
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
