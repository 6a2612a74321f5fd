using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Reports each step of a plan when it is done.</summary>
internal sealed class PlanProgress(bool printLines, bool printUndo, UndoWriter undo, ToolContext context) : IProgress<PlanStepResult>
{
    /// <summary>Gets the error of the output that ended the execution; null if there was none.</summary>
    public IOException? OutputError { get; private set; }

    public void Report(PlanStepResult value)
    {
        try
        {
            Print(TagOutcome.Of(value));
        }
        catch (IOException fault)
        {
            OutputError = fault;
            undo.WriteToError([TagOutcome.Of(value)]);
            throw;
        }
    }

    private void Print(TagOutcome outcome)
    {
        if (printLines && outcome.Error is null)
        {
            context.WriteLine(OutcomeText.Line(outcome), outcome.Tag);
            context.Output.Flush();
            if (printUndo)
            {
                undo.Write(undo.AddTo(outcome, outcome.Repository!));
            }
        }

        foreach (string note in OutcomeText.Notes(outcome, outcome.Repository!, undo.Format))
        {
            context.Warn(note);
        }
    }
}
