using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents what the tool gets from its process. Tests pass their own.</summary>
internal sealed record ToolContext
{
    private const string ColumnsVariable = "COLUMNS";
    private const int DefaultColumns = 80;
    private const int MinHelpColumns = 60;
    private const int MaxHelpColumns = 200;

    private readonly Lock _traceGate = new();

    /// <summary>Gets or sets the time of the server's last response, in whole seconds, if the client does not use it.</summary>
    public DateTimeOffset? UnusedServerTime { get; set; }

    /// <summary>Gets the writer of the data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Gets the writer of everything else: errors, notes and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Gets the reader of what the user types.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    public bool InputIsTerminal { get; init; }

    /// <summary>Gets the action that discards what the user typed and nobody has read yet.</summary>
    public Action DiscardTypedKeys { get; init; } = () => { };

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Gets the width of the terminal in cells; 0 if it is unknown.</summary>
    public int TerminalColumns { get; init; }

    /// <summary>Gets the function that returns the value of an environment variable, or null.</summary>
    public required Func<string, string?> GetEnvironmentVariable { get; init; }

    /// <summary>Gets the folder of the configuration; null if the user has none.</summary>
    public string? ConfigurationFolder { get; init; }

    /// <summary>Gets the token that cancels the command.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Gets the options of the client. The command line sets the endpoint and the token.</summary>
    public QuayClientOptions ClientOptions { get; init; } = new();

    /// <summary>Gets or sets whether lines can be longer than the terminal is wide (<c>--wide</c>).</summary>
    public bool IsWide { get; set; }

    /// <summary>Gets or sets whether remarks are omitted (<c>--quiet</c>). Warnings and errors are still written.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Gets or sets whether each request is written to standard error (<c>--verbose</c>).</summary>
    public bool IsVerbose { get; set; }

    /// <summary>Gets or sets when the output has colours (<c>--color</c>).</summary>
    public ColorMode ColorMode { get; set; }

    /// <summary>Gets the line for the progress; null if standard error is not a terminal.</summary>
    public StatusLine? StatusLine { get; init; }

    /// <summary>Gets or sets the progress of the command; null if it is not shown.</summary>
    public ProgressLine? Progress { get; set; }

    /// <summary>Gets or sets what writes the read part of a list after an error; null if the command has no list.</summary>
    public Action? FlushList { get; set; }

    /// <summary>Gets where the tokens of the opened servers come from.</summary>
    public TokenHints TokenHints { get; } = new();

    /// <summary>Gets whether the output has colours. Everything that writes colours depends on this.</summary>
    public bool UsesColor => ColorMode switch
    {
        ColorMode.Always => true,
        ColorMode.Never => false,
        _ when Variable("NO_COLOR") is not null => false,
        _ when Variable("FORCE_COLOR") is not (null or "0") || Variable("CLICOLOR_FORCE") is not (null or "0") => true,
        _ => OutputIsTerminal && Variable("TERM") != "dumb",
    };

    /// <summary>Gets the maximum width of a line in cells; null if lines are not shortened.</summary>
    public int? Columns => !OutputIsTerminal || IsWide ? null : KnownColumns ?? DefaultColumns;

    /// <summary>Gets the width of the help in cells.</summary>
    public int HelpColumns =>
        OutputIsTerminal ? Math.Clamp(KnownColumns ?? DefaultColumns, MinHelpColumns, MaxHelpColumns) : DefaultColumns;

    private int? KnownColumns =>
        int.TryParse(GetEnvironmentVariable(ColumnsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            && columns > 0 ? columns
        : TerminalColumns > 0 ? TerminalColumns
        : null;

    /// <summary>Writes a line of data, and shortens it to the width of the terminal.</summary>
    /// <param name="text">The line.</param>
    /// <param name="name">A name in the line that can be shortened, or null.</param>
    public void WriteLine(string text, string? name = null)
    {
        string visible = VisibleText.Of(text);
        Output.WriteLine(Columns is { } columns ? LineShortener.Shorten(visible, VisibleText.Of(name), columns) : visible);
    }

    /// <summary>Writes a remark to standard error, such as a count or a hint. With <c>--quiet</c>, it is omitted.</summary>
    public void Note(string text)
    {
        if (!IsQuiet)
        {
            Warn(text);
        }
    }

    /// <summary>
    /// Writes a line to standard error that the user must know, such as what is unknown or failed. It flushes the data first, because
    /// both can go to the same terminal or pipe.
    /// </summary>
    public void Warn(string text)
    {
        Output.Flush();
        Error.WriteLine(VisibleText.Of(text));
    }

    /// <summary>Writes a line of <c>--verbose</c> to standard error. Several threads can call it.</summary>
    public void Trace(string text)
    {
        lock (_traceGate)
        {
            Error.WriteLine(VisibleText.Of(text));
        }
    }

    /// <summary>Gets a handler that counts the requests for the progress, and writes them with <c>--verbose</c>.</summary>
    public HttpMessageHandler Observe(HttpMessageHandler network) => new RequestHandler(network, this);

    /// <summary>Gets a context whose writers clear the progress before they write to the same terminal.</summary>
    public ToolContext WithStatusLine()
    {
        if (!ErrorIsTerminal || Variable("TERM") == "dumb")
        {
            return this;
        }

        var line = new StatusLine(Error, KnownColumns ?? MinHelpColumns);
        return this with
        {
            StatusLine = line,
            Input = InputIsTerminal ? line.Over(Input) : Input,
            Error = line.Over(Error),
            Output = OutputIsTerminal ? line.Over(Output) : Output,
        };
    }

    /// <summary>Gets the value of an environment variable; null if it is not set or empty.</summary>
    private string? Variable(string name) => GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
