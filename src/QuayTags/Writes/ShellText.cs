using System.Text.RegularExpressions;

namespace QuayTags;

/// <summary>Formats commands of the tool so that users can copy them into a POSIX shell.</summary>
internal static partial class ShellText
{
    private const string Tool = "quaytags";

    public static string Of(IReadOnlyList<string> arguments) => string.Join(' ', arguments.Prepend(Tool).Select(Quote));

    /// <summary>Quotes an argument if the shell would change it.</summary>
    public static string Quote(string argument) =>
        Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z")]
    private static partial Regex Plain();
}
