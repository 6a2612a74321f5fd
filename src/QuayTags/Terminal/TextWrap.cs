namespace QuayTags;

/// <summary>Breaks text into lines between words.</summary>
internal static class TextWrap
{
    /// <param name="text">The text.</param>
    /// <param name="width">The width of a line in cells. Only a longer word exceeds it.</param>
    /// <param name="hanging">The indentation of all lines but the first.</param>
    public static IReadOnlyList<string> Lines(string text, int width, string hanging = "")
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (VisibleText.Width(longer) > width && line.Trim().Length > 0)
            {
                lines.Add(line);
                line = hanging + word;
            }
            else
            {
                line = longer;
            }
        }

        lines.Add(line);
        return lines;
    }
}
