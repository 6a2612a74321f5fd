using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Registry;

/// <summary>A Python pattern of names of tags.</summary>
internal static class TagPattern
{
    /// <exception cref="RegexParseException">It is none.</exception>
    public static Regex Compile(string pattern)
    {
        string translated = pattern.Replace("(?P<", "(?<", StringComparison.Ordinal);
        _ = new Regex(translated);
        return new Regex($@"\A(?:{translated})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>What is wrong with a pattern in Python's words, as far as they are known; null for nothing.</summary>
    public static string? FaultOf(string pattern)
    {
        try
        {
            Compile(pattern);
            return null;
        }
        catch (RegexParseException fault)
        {
            (string text, int position) = fault.Error switch
            {
                RegexParseError.InsufficientClosingParentheses => ("missing )", pattern.Length),
                RegexParseError.InsufficientOpeningParentheses => ("unbalanced parenthesis", fault.Offset - 1),
                RegexParseError.UnterminatedBracket => ("unterminated character set", pattern.Length),
                RegexParseError.QuantifierAfterNothing or RegexParseError.NestedQuantifiersNotParenthesized => ("nothing to repeat", fault.Offset - 1),
                RegexParseError.UnescapedEndingBackslash => ("bad escape (end of pattern)", pattern.Length),
                RegexParseError.ReversedCharacterRange => ("bad character range", fault.Offset),
                _ => ("bad pattern", fault.Offset),
            };
            return $"{text} at position {position}";
        }
    }

    /// <summary>Whether a pattern is a whole name; one that is none, or takes too long, is not.</summary>
    public static bool IsMatch(string pattern, string tag)
    {
        try
        {
            return Compile(pattern).IsMatch(tag);
        }
        catch (Exception fault) when (fault is RegexParseException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
