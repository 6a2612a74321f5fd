using System.Text.RegularExpressions;

namespace QuayTags;

/// <summary>Fits a sentence about a tag into a line: first its digests are shortened, then the name of the tag, then its end.</summary>
internal static partial class LineShortener
{
    private const int MinName = 10;

    /// <param name="visible">The sentence, as visible text.</param>
    /// <param name="name">The name in it; empty for none.</param>
    /// <param name="columns">The cells of the line.</param>
    public static string Shorten(string visible, string name, int columns)
    {
        if (VisibleText.Width(visible) <= columns)
        {
            return visible;
        }

        string line = Digest().Replace(visible, "$1…");
        int over = VisibleText.Width(line) - columns;
        if (over > 0 && name.Length > 0)
        {
            line = line.Replace(
                name, VisibleText.Truncate(name, Math.Max(MinName, VisibleText.Width(name) - over)), StringComparison.Ordinal);
        }

        return VisibleText.Truncate(line, columns);
    }

    [GeneratedRegex("([a-z0-9]+:[0-9a-f]{12})[0-9a-f]{20,}")]
    private static partial Regex Digest();
}
