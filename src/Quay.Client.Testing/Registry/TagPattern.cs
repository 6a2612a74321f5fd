using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>
/// Matches tag names against Python patterns, as far as .NET supports them. A possessive quantifier, for example, matches nothing.
/// </summary>
internal static partial class TagPattern
{
    /// <exception cref="RegexParseException">.NET does not support the pattern.</exception>
    public static Regex Compile(string pattern)
    {
        string translated = NamedReference().Replace(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), @"\k<$1>");
        _ = new Regex(translated);
        return new Regex($@"\A(?:{translated})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>Determines whether a pattern matches a whole name. A pattern that is unsupported or too slow does not match.</summary>
    public static bool IsMatch(string pattern, string tag)
    {
        try
        {
            return Compile(pattern).IsMatch(tag);
        }
        catch (Exception error) when (error is RegexParseException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\(\?P=(\w+)\)")]
    private static partial Regex NamedReference();
}
