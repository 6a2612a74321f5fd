namespace QuayTags;

/// <summary>Creates the completion script for bash.</summary>
internal static class BashCompletion
{
    private const string Template = """
        # Completion of quaytags in bash. To load it: source <(quaytags completion bash)
        _quaytags() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= words= i

            # Bash splits --color=always into three words.
            if [[ $cur == = ]]; then
                cur=
            elif [[ $prev == = ]]; then
                prev=${COMP_WORDS[COMP_CWORD-2]}
            fi

            for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                    @VALUE_OPTIONS@) if [[ ${COMP_WORDS[i+1]} == = ]]; then ((i++)); fi; ((i++)) ;;
                    -*|=) ;;
                    *) command=${COMP_WORDS[i]}; break ;;
                esac
            done

            case $prev in
                @FILE_OPTIONS@)
                    compopt -o filenames 2>/dev/null
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return ;;
        @VALUES@
                @VALUE_OPTIONS@)
                    COMPREPLY=()
                    return ;;
            esac

            case $command in
                '') words='@COMMANDS@' ;;
        @OPTIONS@
            esac
            COMPREPLY=($(compgen -W "$words" -- "$cur"))
        }
        complete -F _quaytags quaytags

        """;

    public static string Create(IReadOnlyList<CompletedCommand> commands)
    {
        CompletedOption[] options = [.. commands.SelectMany(command => command.Options).DistinctBy(option => option.Name)];
        return Template
            .Replace("@VALUE_OPTIONS@", Names(options.Where(option => option.TakesValue)), StringComparison.Ordinal)
            .Replace("@FILE_OPTIONS@", Names(options.Where(option => option.IsFile)), StringComparison.Ordinal)
            .Replace("@VALUES@", Lines(options.Where(option => option.Values.Count > 0).Select(Values)), StringComparison.Ordinal)
            .Replace("@COMMANDS@", Words([.. commands.Select(command => command.Name)]), StringComparison.Ordinal)
            .Replace("@OPTIONS@", Lines(commands.Select(Options)), StringComparison.Ordinal);
    }

    private static string Names(IEnumerable<CompletedOption> options) => string.Join('|', options.SelectMany(option => option.Names));

    private static string Values(CompletedOption option) =>
        $"        {string.Join('|', option.Names)}) COMPREPLY=($(compgen -W '{Words(option.Values)}' -- \"$cur\")); return ;;";

    private static string Options(CompletedCommand command) =>
        $"        {command.Name}) words='{Words([.. command.Values, .. command.Options.Select(option => option.Name)])}' ;;";

    private static string Words(IReadOnlyList<string> words) => string.Join(' ', words);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
