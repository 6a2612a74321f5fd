using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Converts patterns of paths: <c>*</c> matches within a part of the path, and <c>**</c> matches any number of parts.</summary>
internal static class PathPattern
{
    public static Func<string, bool> Parse(string pattern)
    {
        string expression = Regex.Escape(pattern)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        var regex = new Regex($"^{expression}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return regex.IsMatch;
    }
}
