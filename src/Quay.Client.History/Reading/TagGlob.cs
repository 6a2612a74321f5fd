using System.IO.Enumeration;

namespace Quay.Client.History;

/// <summary>Matches names of tags with a glob: <c>*</c> matches any text, and <c>?</c> matches one character.</summary>
internal static class TagGlob
{
    private const int MaxNameLength = 128;

    public static string Check(string pattern, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern, parameter);
        bool canMatch = IsName(pattern)
            ? TagName.TryParse(pattern, out TagName name) && name.CanBePushed
            : pattern.Count(c => c != '*') <= MaxNameLength
                && pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '*' or '?');
        string fault = IsName(pattern) ? "is not the name of a tag" : "matches no tag";
        string rule = $"a name has at most {MaxNameLength} ASCII letters, digits, '_', '.' and '-', and a pattern also has * and ?";
        return canMatch ? pattern : throw new ArgumentException(SafeLine.Of($"'{pattern}' {fault} that can be pushed: {rule}."), parameter);
    }

    // Determines whether a pattern is a name.
    public static bool IsName(string pattern) => !pattern.AsSpan().ContainsAny('*', '?');

    public static bool Matches(string pattern, string tag) => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false);

    // Returns the longest text that each matching name contains, without `_`, which some versions of Quay treat as a wildcard.
    public static string LongestText(string pattern) => pattern.Split('*', '?', '_').MaxBy(text => text.Length)!;
}
