namespace Quay.Client.History;

/// <summary>Represents the result of the execution of a plan.</summary>
public sealed class PlanResult
{
    /// <summary>Gets the result of each step, in the plan's order.</summary>
    public required IReadOnlyList<PlanStepResult> Steps { get; init; }

    /// <summary>Gets whether every step is done.</summary>
    public bool IsComplete => CountOf(PlanStepStatus.Done) == Steps.Count;

    /// <summary>Returns the number of steps by their status on one line.</summary>
    public override string ToString()
    {
        (int failed, int notStarted) = (CountOf(PlanStepStatus.Failed), CountOf(PlanStepStatus.NotStarted));
        string steps = Counted.Of(Steps?.Count ?? 0, "step");
        return SafeLine.Of($"{CountOf(PlanStepStatus.Done)} of {steps} done, {failed} failed, {notStarted} not started");
    }

    private int CountOf(PlanStepStatus status) => Steps?.Count(step => step.Status == status) ?? 0;
}

/// <summary>Represents the result of a step of a plan.</summary>
public sealed record PlanStepResult
{
    /// <summary>Gets the step.</summary>
    public required TagPlanStep Step { get; init; }

    /// <summary>Gets the status.</summary>
    public required PlanStepStatus Status { get; init; }

    /// <summary>Gets what the step changed; null unless it is done.</summary>
    public TagChange? Change { get; init; }

    /// <summary>Gets the error of a failed step; otherwise null. Its message states whether the write may have been applied.</summary>
    public Exception? Error { get; init; }

    /// <summary>Returns the repository, the tag, the status and the message of the error on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{Step?.Repository}:{Step?.Tag}: {Status}{(Error is null ? "" : ": " + Error.Message)}");
}

/// <summary>Specifies the status of a step of a plan.</summary>
public enum PlanStepStatus
{
    /// <summary>The step was not started: another step failed, the operation was canceled, or the progress listener threw.</summary>
    NotStarted,

    /// <summary>The step is done. <see cref="TagChange.IsChanged"/> is false if the tag was already in the requested state.</summary>
    Done,

    /// <summary>The step failed.</summary>
    Failed,
}
