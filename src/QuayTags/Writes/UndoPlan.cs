using Quay.Client.History;

namespace QuayTags;

/// <summary>Creates the plan that undoes a rollback: it moves tags back, deletes restored ones, and restores deleted ones.</summary>
internal static class UndoPlan
{
    /// <param name="plan">The plan, whose expiries are not undone.</param>
    /// <param name="now">The time right before its execution.</param>
    public static TagPlan Of(TagPlan plan, DateTimeOffset now)
    {
        TagPlanStep[] steps = [.. plan.Steps.Where(step => step.Action != TagPlanAction.Expire).Select(Undo)];
        return Create(plan, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), steps);
    }

    /// <summary>Lets a step also fail if somebody writes to its tag after the rollback, even with the same image.</summary>
    /// <param name="undo">The plan that undoes the rollback.</param>
    /// <param name="results">The outcomes of the rollback.</param>
    public static TagPlan WithStarts(TagPlan undo, IReadOnlyList<TagOutcome> results)
    {
        Dictionary<(string?, string), DateTimeOffset> starts = results
            .Where(result => result.After?.Start is not null)
            .ToDictionary(result => (result.Repository, result.Tag), result => result.After!.Start!.Value);
        return Create(undo, undo.Instant!.Value, [
            .. undo.Steps.Select(step => starts.TryGetValue(($"{step.Repository}", $"{step.Tag}"), out DateTimeOffset start)
                ? step with { Precondition = step.Precondition with { NewestStart = start } }
                : step)]);
    }

    private static TagPlan Create(TagPlan plan, DateTimeOffset instant, TagPlanStep[] steps) => new()
    {
        Registry = plan.Registry,
        Repository = plan.Repository,
        Namespace = plan.Namespace,
        Instant = instant,
        CreatedAt = instant,
        IsComplete = true,
        ComparedTags = steps.Length,
        Steps = steps,
        Skipped = [],
    };

    // The entry that the rollback will create has no known start yet, so any start is accepted.
    private static TagPlanStep Undo(TagPlanStep step) => step with
    {
        Action = step.Action switch
        {
            TagPlanAction.Delete => TagPlanAction.Restore,
            TagPlanAction.Restore => TagPlanAction.Delete,
            _ => TagPlanAction.Move,
        },
        Precondition = step.Action == TagPlanAction.Delete
            ? step.Precondition with { Digest = null }
            : new() { Digest = step.Digest, NewestStart = DateTimeOffset.MaxValue },
        Digest = step.Precondition.Digest,
        IsManifestAvailable = step.Precondition.Digest is null ? null : true,
        Reason = "the rollback changed it.",
    };
}
