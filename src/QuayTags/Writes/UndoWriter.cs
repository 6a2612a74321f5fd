using System.CommandLine;

namespace QuayTags;

/// <summary>Adds to each outcome how to undo it, for the server that the command line selects.</summary>
internal sealed class UndoWriter(ParseResult parsed, Connection connection, ToolContext context)
{
    private readonly IReadOnlyList<string> _server = ConnectionArguments.Of(connection.Settings);
    private readonly IReadOnlyList<string> _notCopied = ConnectionArguments.NotCopied(parsed, connection.Settings);

    // A command that reads the token from the input cannot ask.
    private readonly string[] _yes = ConnectionArguments.IsGiven(parsed, "--token-stdin") ? ["--yes"] : [];

    /// <summary>Formats a command for the same server.</summary>
    public string Format(IReadOnlyList<string> command) => ShellText.Of([.. command, .. _server]);

    /// <summary>Adds the commands to the outcome.</summary>
    /// <remarks>Changes of the sample data are lost when the command ends, so there is nothing to undo.</remarks>
    public TagOutcome AddTo(TagOutcome outcome, string repository)
    {
        if (connection.Settings is null || Undo.Of(repository, outcome, context.ClientOptions.TimeProvider.GetUtcNow()) is not { } undo)
        {
            return outcome;
        }

        // Programs have no terminal, so their commands need --yes.
        return outcome with
        {
            UndoCommands = [.. undo.Commands.Select(IReadOnlyList<string> (command) => [.. command, .. _server, .. _yes])],
            Undo = [.. undo.Commands.Select(IReadOnlyList<string> (command) => [.. command, .. _server, "--yes"])],
            UndoLimit = undo.Limit,
        };
    }

    /// <summary>Writes the commands of an outcome.</summary>
    public void Write(TagOutcome outcome)
    {
        if (outcome.UndoCommands.Count > 0)
        {
            WriteCommands(outcome.UndoCommands);
        }

        WriteLimit(outcome);
    }

    /// <summary>Writes the command that executes a plan that undoes the writes, and those that restore what a plan cannot.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="results">The outcomes of the writes.</param>
    public void Write(FileInfo plan, IReadOnlyList<TagOutcome> results)
    {
        if (!results.Any(result => result.Outcome is Outcome.Changed or Outcome.Unknown))
        {
            return;
        }

        WriteCommands([["rollback", "--plan", plan.ToString(), .. _server, .. _yes]]);

        // A plan has only one step for each tag, and that step has no expiry.
        foreach (TagOutcome result in results)
        {
            IReadOnlyList<string>[] expiries = [.. result.UndoCommands.Where(command => command[0] == "expire")];
            if (expiries.Length > 0)
            {
                WriteCommands(expiries, $"Then restore the expiry of {result.Name}");
            }

            WriteLimit(result);
        }
    }

    /// <summary>Writes changes and their commands to the error output only, because the output failed.</summary>
    public void WriteToError(IEnumerable<TagOutcome> outcomes, string? repository = null)
    {
        ToolContext error = context with { Output = TextWriter.Null };
        var writer = new UndoWriter(parsed, connection, error);
        foreach (TagOutcome outcome in outcomes.Where(outcome => outcome.Outcome == Outcome.Changed))
        {
            error.Warn(OutcomeText.Line(outcome));
            writer.Write(AddTo(outcome, outcome.Repository ?? repository!));
        }
    }

    private void WriteLimit(TagOutcome outcome)
    {
        if (outcome.UndoLimit is { } limit)
        {
            context.Note($"{outcome.Name}: this cannot be undone{(outcome.UndoCommands.Count > 0 ? " completely" : "")}: {limit}");
        }
    }

    private void WriteCommands(IReadOnlyList<IReadOnlyList<string>> commands, string heading = "Undo")
    {
        string text = string.Join(" && ", commands.Select(ShellText.Of));
        string same = _notCopied.Count > 0 ? $", with the same {string.Join(" and ", _notCopied)}" : "";
        context.Note(VisibleText.Of(text) == text
            ? $"{heading}{same}: {text}"
            : "The command that undoes this has invisible characters. --json writes its arguments.");
    }
}
