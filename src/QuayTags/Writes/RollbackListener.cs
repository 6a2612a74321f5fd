using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Tells of each step of a rollback when it is done.</summary>
internal sealed class RollbackListener(bool tellLines, Surroundings surroundings) : IProgress<PlanStepResult>
{
    /// <summary>Why the output took no line, which ended the rollback; null when it took them.</summary>
    public IOException? Fault { get; private set; }

    public void Report(PlanStepResult value)
    {
        try
        {
            Tell(TagOutcome.Of(value));
        }
        catch (IOException fault)
        {
            Fault = fault;
            throw;
        }
    }

    private void Tell(TagOutcome outcome)
    {
        if (tellLines && outcome.Error is null)
        {
            foreach (string line in OutcomeLine.Of(outcome, dryRun: false))
            {
                surroundings.WriteLine(line, outcome.Tag);
            }

            surroundings.Output.Flush();
        }

        foreach (string note in OutcomeLine.Notes(outcome))
        {
            surroundings.Note(note);
        }
    }
}
