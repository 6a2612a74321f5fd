namespace QuayTags;

/// <summary>Formats a page of help: sections with entries in two columns, wrapped to a width.</summary>
/// <param name="width">The width of the page in cells.</param>
/// <param name="isBold">Whether the headings are bold.</param>
internal sealed class HelpPage(int width, bool isBold)
{
    private const string Indent = "  ";
    private const int MaxLabel = 30;

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void AddText(string text) => _lines.AddRange(TextWrap.Lines(text, width));

    /// <summary>Adds a heading after an empty line.</summary>
    public void AddHeading(string heading)
    {
        if (_lines.Count > 0)
        {
            _lines.Add("");
        }

        _lines.Add(isBold ? $"\u001b[1m{heading}:\u001b[0m" : $"{heading}:");
    }

    /// <summary>Adds command lines. A wrapped one ends with a backslash, so that it can still be copied.</summary>
    public void AddCommands(IEnumerable<string> commands)
    {
        const string Continued = " \\";
        foreach (string command in commands)
        {
            IReadOnlyList<string> lines = TextWrap.Lines(command, width - Indent.Length - Continued.Length, Indent + Indent);
            _lines.AddRange(lines.Select((line, i) => Indent + line + (i < lines.Count - 1 ? Continued : "")));
        }
    }

    /// <summary>Adds usage lines.</summary>
    public void AddUsage(IEnumerable<string> lines) => _lines.AddRange(
        lines.SelectMany(line => TextWrap.Lines(line, width - Indent.Length, Indent + Indent)).Select(line => Indent + line));

    /// <summary>Adds a heading and entries, if there are any. The text is wrapped in its own column.</summary>
    public void AddEntries(string heading, IReadOnlyList<(string Label, string Text)> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        AddHeading(heading);
        int most = Math.Min(MaxLabel, width / 2);
        int column = entries.Select(entry => VisibleText.Width(entry.Label)).Where(label => label <= most).DefaultIfEmpty(most).Max();
        string hanging = new(' ', Indent.Length + column + Indent.Length);
        foreach ((string label, string text) in entries)
        {
            bool fits = VisibleText.Width(label) <= column;
            IReadOnlyList<string> lines = TextWrap.Lines(text, width - hanging.Length);
            _lines.Add((fits ? Indent + label.PadRight(column) + Indent + lines[0] : Indent + label).TrimEnd());
            _lines.AddRange(lines.Skip(fits ? 1 : 0).Select(line => hanging + line));
        }
    }
}
