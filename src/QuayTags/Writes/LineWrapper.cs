namespace QuayTags;

/// <summary>Breaks a line at spaces, so that a narrow terminal shows all of it.</summary>
internal static class LineWrapper
{
    private const string Indent = "    ";

    /// <param name="visible">The line, as visible text.</param>
    /// <param name="columns">The width of the terminal in cells; null for no limit. Longer words stay whole.</param>
    public static IEnumerable<string> Wrap(string visible, int? columns)
    {
        string line = "";
        foreach (string word in visible.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (VisibleText.Width(longer) <= (columns ?? int.MaxValue) || line.Trim().Length == 0)
            {
                line = longer;
                continue;
            }

            yield return line;
            line = Indent + word;
        }

        yield return line;
    }
}
