using System.CommandLine;

namespace QuayTags;

/// <summary>Asks the user before a command writes. Without a terminal, the option <c>--yes</c> is required instead.</summary>
internal sealed class Confirmation(ToolContext context)
{
    public const string NothingChanged = "Nothing was changed.";

    private readonly Option<bool> _yes = new("--yes")
    {
        Description = "Do not ask for confirmation. Required with --json, or if the input or output is not a terminal.",
    };

    public void AddTo(Command command) => command.Add(_yes);

    /// <summary>Determines whether the user must be asked.</summary>
    /// <exception cref="UsageException">The user must be asked, and cannot be.</exception>
    public bool IsNeeded(ParseResult parsed, bool dryRun, bool json)
    {
        if (dryRun || parsed.GetValue(_yes))
        {
            return false;
        }

        string? obstacle = json ? "with --json"
            : context is { OutputIsTerminal: true, InputIsTerminal: true } ? null
            : "without a terminal";
        return obstacle is null
            ? true
            : throw new UsageException(
                $"'{parsed.CommandResult.Command.Name}' cannot ask for confirmation {obstacle}. "
                + "Pass --yes to write, or --dry-run to see what would change. Nothing was sent.");
    }

    /// <summary>Asks a question, and reports if nothing is changed.</summary>
    /// <returns>Whether the user typed yes.</returns>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        // Keys that were typed before the question must not confirm it.
        context.DiscardTypedKeys();
        await context.Output.WriteAsync($"{VisibleText.Of(question)} [y/N] ");
        await context.Output.FlushAsync(cancellationToken);
        string? line;
        try
        {
            // The console's reader ignores a cancellation.
            line = await Task.Run(context.Input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            NoteAfterQuestion();
            throw;
        }

        if (line?.Trim().ToUpperInvariant() is "Y" or "YES")
        {
            return true;
        }

        if (line is null)
        {
            NoteAfterQuestion();
        }
        else
        {
            context.Note(NothingChanged);
        }

        return false;
    }

    // The user typed no line break, so the cursor is still behind the question.
    private void NoteAfterQuestion()
    {
        context.Output.WriteLine();
        context.Note(NothingChanged);
    }
}
