namespace Quay.Client.History;

/// <summary>Creates the plan that restores the tags that another plan deletes.</summary>
internal static class RestorePlan
{
    public static TagPlan Of(TagPlan plan)
    {
        List<TagPlanStep> steps = [.. plan.Steps.Where(step => step.Action == TagPlanAction.Delete).Select(step => Undo(step, plan))];
        return new TagPlan
        {
            Registry = plan.Registry,
            Repository = plan.Repository,
            Namespace = plan.Namespace,
            CreatedAt = plan.CreatedAt,
            Description = SafeLine.Of($"Restore the tags that the plan of {plan.CreatedAt} deletes."),
            IsComplete = true,
            ComparedTags = steps.Count,
            Steps = steps,
            Skipped = [],
        };
    }

    // A deletion adds no entry, so the newest start is still that of the deleted entry unless somebody wrote to the tag.
    private static TagPlanStep Undo(TagPlanStep step, TagPlan plan) => new()
    {
        Repository = step.Repository,
        Tag = step.Tag,
        Action = TagPlanAction.Restore,
        Precondition = step.Precondition with { Digest = null },
        Digest = step.Precondition.Digest,
        Reason = SafeLine.Of($"the plan of {plan.CreatedAt} deletes it."),
    };
}
