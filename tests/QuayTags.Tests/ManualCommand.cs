using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>Represents a command that the manual shows, and its documented result.</summary>
/// <param name="Text">The command line, without its comment.</param>
/// <param name="ExitCode">The documented exit code.</param>
/// <param name="Language">The language of the documented output (<c>text</c> or <c>json</c>), or null.</param>
/// <param name="Output">The documented output; an empty string if there is none.</param>
internal sealed partial record ManualCommand(string Text, int ExitCode, string? Language, string Output)
{
    private const string Tool = "quaytags";

    /// <summary>Gets the variables that are set for this command.</summary>
    public Dictionary<string, string> Environment => Words
        .TakeWhile(word => word != Tool)
        .Select(word => word.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Gets the arguments of the tool, without quotes.</summary>
    public string[] Args => [.. Words.SkipWhile(word => word != Tool).Skip(1).Select(word => word.Trim('\''))];

    public bool RunsTool => Words.Contains(Tool);

    private string[] Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gets the commands of a document in their order. A block of output belongs to the last command before it.</summary>
    public static IReadOnlyList<ManualCommand> Parse(string markdown)
    {
        List<ManualCommand> commands = [];
        foreach (Match block in Block().Matches(markdown))
        {
            string language = block.Groups["language"].Value;
            string[] lines = [.. block.Groups["text"].Value.Split('\n').Select(line => Unindent(line, block.Groups["indent"].Length))];
            if (language == "sh")
            {
                commands.AddRange(lines.Select(line => line.Split(" # ", 2)).Select(parts => new ManualCommand(
                    parts[0].Trim(), parts.Length > 1 ? int.Parse(ExitsWith().Match(parts[1]).Groups[1].ValueSpan, null) : 0, null, "")));
            }
            else
            {
                commands[^1] = commands[^1] with { Language = language, Output = string.Join('\n', lines) };
            }
        }

        return commands;
    }

    private static string Unindent(string line, int columns) => line.Length < columns ? "" : line[columns..];

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w+)\n(?<text>.*?)\n *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^exits with (\d+)$")]
    private static partial Regex ExitsWith();
}
