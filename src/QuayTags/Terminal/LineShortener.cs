using System.Text.RegularExpressions;

namespace QuayTags;

/// <summary>Shortens a sentence about a tag to one line: first its digests, then the name of the tag, then its end.</summary>
internal static partial class LineShortener
{
    private const int MinName = 10;

    /// <param name="visible">The sentence, as visible text.</param>
    /// <param name="name">The name of the tag in the sentence, or an empty string.</param>
    /// <param name="columns">The width of the line in cells.</param>
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
