using System.CommandLine;
using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents a command that writes to tags of a repository: its common options, and how it runs.</summary>
internal sealed class WriteCommand : ToolCommand
{
    private readonly ToolContext _context;
    private readonly Connection _connection;
    private readonly Confirmation _confirmation;
    private readonly Argument<RepositoryName> _repository = SharedSymbols.Target();
    private readonly Option<bool> _json = SharedSymbols.Json("one JSON object with the outcome of each tag");
    private readonly Option<bool> _dryRun =
        new("--dry-run") { Description = "Read and check as usual, and show what would change, but send no write." };

    /// <param name="context">The context of the tool.</param>
    /// <param name="connection">The connection to Quay.</param>
    /// <param name="name">The name of the command.</param>
    /// <param name="description">The description of the command.</param>
    /// <param name="symbols">The arguments and options after the repository.</param>
    /// <param name="examples">Examples for the help.</param>
    public WriteCommand(
        ToolContext context,
        Connection connection,
        string name,
        string description,
        IReadOnlyList<Symbol> symbols,
        params IReadOnlyList<string> examples)
        : base(CommandGroup.Write, name, description, examples)
    {
        _context = context;
        _connection = connection;
        _confirmation = new Confirmation(context);
        Add(_repository);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                Add(argument);
            }
            else
            {
                Add((Option)symbol);
            }
        }

        Add(_dryRun);
        _confirmation.AddTo(this);
        Add(_json);
        connection.AddTo(this);
    }

    /// <summary>Gets the option that continues after a failure; null for a command that writes to one tag.</summary>
    public Option<bool>? KeepGoing { get; init; }

    /// <summary>Sets the action of the command.</summary>
    /// <param name="create">Creates the writes, in the order of the command line.</param>
    public void SetWrites(Func<ParseResult, TagTarget, IReadOnlyList<TagWrite>> create) => SetAction(async (parsed, cancellationToken) =>
    {
        (bool dryRun, bool json) = (parsed.GetValue(_dryRun), parsed.GetValue(_json));
        bool asks = _confirmation.IsNeeded(parsed, dryRun, json);
        WriteGate? gate = dryRun || asks ? new WriteGate() : null;
        using QuayClient quay = _connection.Open(parsed, gate);
        var target = new TagTarget(quay, parsed.GetValue(_repository), cancellationToken);
        bool keepGoing = KeepGoing is not null && parsed.GetValue(KeepGoing);
        var undo = new UndoWriter(parsed, _connection, _context);
        var writer = new TagWriter(quay, target.Repository, create(parsed, target), keepGoing, undo, cancellationToken);
        var run = new WriteRun(Name, target.Repository, writer, _context)
        {
            Json = json,
            Undo = undo,
        };
        try
        {
            return dryRun ? await run.DryRunAsync()
                : gate is null ? await run.WriteAsync()
                : await run.ConfirmAsync(_confirmation, gate, _connection.Settings?.Url, cancellationToken);
        }
        catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
        {
            // A command that reads ends successfully then. But this one has tags left to write.
            throw new IOException(
                $"The output was closed, so '{Name}' stopped. '{undo.Format(["history", $"{target.Repository}"])}' shows what was done.",
                fault);
        }
    });
}
