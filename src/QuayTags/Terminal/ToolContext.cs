using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>What the program has from the process that it runs in; tests give it others.</summary>
internal sealed record ToolContext
{
    private const string ColumnsVariable = "COLUMNS";
    private const int DefaultColumns = 80;

    /// <summary>Takes the data, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Takes the rest: errors, notes and progress.</summary>
    public required TextWriter Error { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>How many cells a line of the terminal has; 0 when it does not say.</summary>
    public int TerminalColumns { get; init; }

    /// <summary>Gives the value of an environment variable, or null.</summary>
    public required Func<string, string?> GetEnvironmentVariable { get; init; }

    /// <summary>The options of the client but for its endpoint and token, which the user gives.</summary>
    public QuayClientOptions ClientOptions { get; init; } = new();

    /// <summary>Whether the user wants all of each line, however long it gets.</summary>
    public bool IsWide { get; set; }

    /// <summary>How many cells a line of the output may have; null where lines are as long as they get.</summary>
    public int? Columns =>
        !OutputIsTerminal || IsWide ? null
        : int.TryParse(GetEnvironmentVariable(ColumnsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            && columns > 0 ? columns
        : TerminalColumns > 0 ? TerminalColumns
        : DefaultColumns;

    /// <summary>Writes a line of data for people, as long as it may be.</summary>
    /// <param name="text">The line.</param>
    /// <param name="name">A name in it that may be shortened; null for none.</param>
    public void WriteLine(string text, string? name = null)
    {
        string visible = VisibleText.Of(text);
        Output.WriteLine(Columns is { } columns ? LineShortener.Shorten(visible, VisibleText.Of(name), columns) : visible);
    }

    /// <summary>Writes a line of something else, after the data so far: both may go to the same place.</summary>
    public void Note(string text)
    {
        Output.Flush();
        Error.WriteLine(VisibleText.Of(text));
    }
}
