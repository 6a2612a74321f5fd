using System.IO.Enumeration;

namespace Quay.Client.History;

/// <summary>Matches names of repositories within a namespace with a glob: <c>*</c> matches any text, <c>?</c> one character.</summary>
internal static class RepositoryGlob
{
    public static string Check(string pattern, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern, parameter);
        return pattern.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '.' or '-' or '/' or '*' or '?')
            ? pattern
            : throw new ArgumentException(
                SafeLine.Of($"'{pattern}' matches no repository: a name has only lower-case letters, digits, '_', '.', '-' and '/', and a ")
                + "pattern also has * and ?.",
                parameter);
    }

    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
