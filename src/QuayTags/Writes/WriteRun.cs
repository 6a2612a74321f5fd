using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary>Shows the writes of one command, asks for confirmation, sends them, and reports the outcome of each.</summary>
internal sealed class WriteRun(string command, RepositoryName repository, TagWriter writer, ToolContext context)
{
    public required bool Json { get; init; }

    public required UndoWriter Undo { get; init; }

    private int ExitCode => writer.HasFailed ? QuayTags.ExitCode.Failed : QuayTags.ExitCode.Success;

    /// <summary>Shows what would change.</summary>
    public async Task<int> DryRunAsync()
    {
        if (!Json)
        {
            context.WriteLine(DryRunText.Heading);
        }

        await ReportAsync(dryRun: true, writer.PreviewAsync(outcome => WritePreview(outcome, isWhole: false)));
        if (!Json)
        {
            context.WriteLine(PreviewText.Totals(writer.Outcomes));
        }

        NoteNotTried();
        return writer.Outcomes.Any(outcome => outcome.IsRejected) ? QuayTags.ExitCode.Failed : ExitCode;
    }

    /// <summary>Shows what will change, asks, and writes only after a yes.</summary>
    /// <param name="confirmation">Asks the user.</param>
    /// <param name="gate">The gate of the client, which opens after a yes.</param>
    /// <param name="server">The server; null for the sample data.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<int> ConfirmAsync(Confirmation confirmation, WriteGate gate, Uri? server, CancellationToken cancellationToken)
    {
        await writer.PreviewAsync(outcome => WritePreview(outcome, isWhole: true));
        TagOutcome[] pending = [.. writer.Outcomes.Where(outcome => outcome.Outcome == Outcome.WouldChange)];
        if (writer.Outcomes.Any(outcome => outcome.Outcome == Outcome.NotTried))
        {
            NoteNotTried();
            context.Note(Confirmation.NothingChanged);
            return ExitCode;
        }

        if (pending.Length == 0)
        {
            return ExitCode;
        }

        WriteKind[] kinds = [.. pending.Select(PreviewText.KindOf)];
        if (!await confirmation.AskAsync(
            WriteText.Question(kinds, pending[0].Tag, $"{repository}", server), cancellationToken))
        {
            return QuayTags.ExitCode.Failed;
        }

        gate.IsOpen = true;
        return await WriteAsync();
    }

    /// <summary>Sends the writes.</summary>
    public async Task<int> WriteAsync()
    {
        try
        {
            await ReportAsync(dryRun: false, writer.WriteAsync(WriteResult));
        }
        finally
        {
            NoteNotTried();
        }

        return ExitCode;
    }

    private async Task ReportAsync(bool dryRun, Task done)
    {
        try
        {
            await done;
        }
        finally
        {
            // Reported also after an interruption, because earlier writes were applied.
            if (Json)
            {
                var report = new WriteReport
                {
                    Command = command,
                    Repository = $"{repository}",
                    DryRun = dryRun,
                    Tags = [.. writer.Outcomes.Select(outcome => Undo.AddTo(outcome, $"{repository}"))],
                };
                await WriteAsync(report);
            }

            await context.Output.FlushAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(WriteReport report)
    {
        try
        {
            await context.Output.WriteLineAsync(JsonSerializer.Serialize(report, WriteJson.Default.WriteReport));
            await context.Output.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            Undo.WriteToError(report.Tags, $"{repository}");
            throw;
        }
    }

    private void NoteNotTried()
    {
        string[] notTried = [.. writer.Outcomes.Where(outcome => outcome.Outcome == Outcome.NotTried).Select(outcome => outcome.Tag)];
        if (notTried.Length > 0)
        {
            string hint = writer.HasFailed && !context.Stop.IsCancellationRequested
                ? "Pass --keep-going to continue after a failure."
                : "To continue, run the same command again.";

            // The output was flushed before, or has failed.
            (context with { Output = TextWriter.Null }).Warn($"Not tried: {string.Join(", ", notTried)}. {hint}");
        }
    }

    private void WritePreview(TagOutcome outcome, bool isWhole)
    {
        if (!Json && outcome.Error is null)
        {
            foreach (string line in PreviewText.Details(outcome, context.IsVerbose).Prepend(PreviewText.Line(outcome)))
            {
                DryRunText.Write(line, outcome.Tag, isWhole, context);
            }
        }

        WriteNotes(outcome);
    }

    private void WriteResult(TagOutcome outcome)
    {
        if (!Json && (outcome.Error is null || outcome.Outcome == Outcome.Changed))
        {
            try
            {
                context.WriteLine(OutcomeText.Line(outcome), outcome.Tag);
                context.Output.Flush();
            }
            catch (IOException)
            {
                Undo.WriteToError([outcome], $"{repository}");
                throw;
            }

            Undo.Write(Undo.AddTo(outcome, $"{repository}"));
        }

        WriteNotes(outcome);
    }

    private void WriteNotes(TagOutcome outcome)
    {
        foreach (string note in OutcomeText.Notes(outcome, $"{repository}", Undo.Format))
        {
            context.Warn(note);
        }
    }
}
