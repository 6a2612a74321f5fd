using System.IO.Enumeration;

namespace Quay.Client.History;

/// <summary>A pattern for the names of tags: <c>*</c> stands for any text, <c>?</c> for one character.</summary>
internal static class TagGlob
{
    /// <exception cref="ArgumentException">It can match no tag.</exception>
    public static string Check(string pattern, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern, parameter);
        if (IsName(pattern))
        {
            return TagName.BrokenPushRule(pattern) is { } rule ? throw TagName.Rejected(pattern, rule, parameter: parameter) : pattern;
        }

        return pattern.Count(c => c != '*') <= TagName.MaxLength && pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '*' or '?')
            ? pattern
            : throw new ArgumentException(
                $"{Quoted.Text(pattern)} matches no tag that can be pushed: a name has at most {TagName.MaxLength} ASCII letters, digits, '_', '.' and '-', and a pattern also has * and ?.", parameter);
    }

    /// <summary>Whether it is a name and no pattern.</summary>
    public static bool IsName(string pattern) => !pattern.AsSpan().ContainsAny('*', '?');

    public static bool Matches(string pattern, string tag) => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false);

    /// <summary>The longest text that each name that it matches holds, without <c>_</c>, which some versions of Quay take for a wildcard; empty for none.</summary>
    public static string LongestText(string pattern) => pattern.Split('*', '?', '_').MaxBy(text => text.Length)!;
}
