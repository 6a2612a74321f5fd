namespace QuayTags;

/// <summary>Creates the completion script for fish.</summary>
internal static class FishCompletion
{
    private const string Header = """
        # Completion of quaytags in fish. To load it: quaytags completion fish | source
        complete -c quaytags -f

        """;

    public static string Create(IReadOnlyList<CompletedCommand> commands)
    {
        string names = string.Join(' ', commands.Select(command => command.Name));
        return Header
            + string.Concat(commands.Select(command =>
                $"complete -c quaytags -n 'not __fish_seen_subcommand_from {names}' -a {command.Name} -d {Quoted(command.Description)}\n"))
            + string.Concat(commands.SelectMany(Options));
    }

    private static IEnumerable<string> Options(CompletedCommand command)
    {
        string start = $"complete -c quaytags -n '__fish_seen_subcommand_from {command.Name}'";
        if (command.Values.Count > 0)
        {
            yield return $"{start} -a '{string.Join(' ', command.Values)}'\n";
        }

        foreach (CompletedOption option in command.Options)
        {
            string shortName = option.ShortName is { } name ? $" -s {name[1..]}" : "";
            string value = !option.TakesValue ? ""
                : option.IsFile ? " -rF"
                : option.Values.Count > 0 ? $" -xa '{string.Join(' ', option.Values)}'"
                : " -x";
            yield return $"{start} -l {option.Name[2..]}{shortName}{value} -d {Quoted(option.Description)}\n";
        }
    }

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
