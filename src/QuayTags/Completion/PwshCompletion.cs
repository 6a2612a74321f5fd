namespace QuayTags;

/// <summary>Creates the completion script for PowerShell.</summary>
internal static class PwshCompletion
{
    private const string Template = """
        # Completion of quaytags in PowerShell. To load it: quaytags completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName quaytags -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $commands = [ordered]@{
        @COMMANDS@
            }
            $values = @{
        @VALUES@
            }
            $files = @(@FILES@)
            $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
            $command = $words | Select-Object -Skip 1 | Where-Object { $commands.Contains($_) } | Select-Object -First 1
            $previous = $words[-1]
            if ($files -contains $previous) { return }
            $candidates = if ($values.ContainsKey($previous)) { $values[$previous] }
                elseif ($command) { $commands[$command] }
                else { $commands.Keys }
            $candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    public static string Create(IReadOnlyList<CompletedCommand> commands)
    {
        CompletedOption[] options = [.. commands.SelectMany(command => command.Options).DistinctBy(option => option.Name)];
        return Template
            .Replace("@COMMANDS@", Lines(commands.Select(command => Entry(command.Name, Words(command)))), StringComparison.Ordinal)
            .Replace(
                "@VALUES@",
                Lines(options.Where(option => option.TakesValue && !option.IsFile).SelectMany(
                    option => option.Names.Select(name => Entry(name, option.Values)))),
                StringComparison.Ordinal)
            .Replace(
                "@FILES@", List(options.Where(option => option.IsFile).SelectMany(option => option.Names)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Words(CompletedCommand command) =>
        command.Values.Concat(command.Options.Select(option => option.Name));

    private static string Entry(string name, IEnumerable<string> words) => $"        '{name}' = @({List(words)})";

    private static string List(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
