using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>
/// A Python pattern of names of tags, as far as .NET can match it: a possessive quantifier, for one, matches nothing here.
/// </summary>
internal static partial class TagPattern
{
    /// <exception cref="RegexParseException">It is none.</exception>
    public static Regex Compile(string pattern)
    {
        string translated = NamedReference().Replace(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), @"\k<$1>");
        _ = new Regex(translated);
        return new Regex($@"\A(?:{translated})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether a pattern is a whole name; one that is none, or takes too long, is not.</summary>
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
