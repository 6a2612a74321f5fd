using System.CommandLine;

namespace QuayTags;

/// <summary>Adds to each outcome how to undo it, for the server that the command line selects.</summary>
internal sealed class UndoWriter(ParseResult parsed, Connection connection, ToolContext context)
{
    private readonly IReadOnlyList<string> _server = ConnectionArguments.Of(parsed);
    private readonly IReadOnlyList<string> _notCopied = ConnectionArguments.NotCopied(parsed);

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
            UndoCommands = [.. undo.Commands.Select(IReadOnlyList<string> (command) => [.. command, .. _server])],
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

        if (outcome.UndoLimit is { } limit)
        {
            context.Note($"{outcome.Name}: this cannot be undone{(outcome.UndoCommands.Count > 0 ? " completely" : "")}: {limit}");
        }
    }

    /// <summary>Writes the command that executes a plan that undoes the writes.</summary>
    public void Write(FileInfo plan) => WriteCommands([["rollback", "--plan", plan.ToString(), .. _server]]);

    private void WriteCommands(IReadOnlyList<IReadOnlyList<string>> commands)
    {
        string text = string.Join(" && ", commands.Select(ShellText.Of));
        string same = _notCopied.Count > 0 ? $", with the same {string.Join(" and ", _notCopied)}" : "";
        context.Note(VisibleText.Of(text) == text
            ? $"Undo{same}: {text}"
            : "The command that undoes this has invisible characters. --json writes its arguments.");
    }
}
