namespace Quay.Client.History;

/// <summary>Executes the steps of a plan. The client compares each tag with the step's precondition right before it writes.</summary>
internal sealed class PlanExecutor(IQuayClient client)
{
    // Deletions run last, so that an image seldom loses its last tag. Quay would then also delete the tags of its signatures.
    public async Task<PlanResult> ExecuteAsync(
        TagPlan plan, PlanExecutionOptions options, IProgress<PlanStepResult>? progress, CancellationToken cancellationToken)
    {
        Validate(plan);
        var loop = new StepLoop(ExecuteAsync, options, progress, cancellationToken);
        PlanStepResult[] results = [.. plan.Steps.Select(step => new PlanStepResult { Step = step, Status = PlanStepStatus.NotStarted })];
        bool IsDeletion(int index) => plan.Steps[index].Action == TagPlanAction.Delete;
        ILookup<bool, int> byDeletion = Enumerable.Range(0, results.Length).ToLookup(IsDeletion);
        await loop.RunAsync(results, [.. byDeletion[false]]).ConfigureAwait(false);
        await loop.RunAsync(results, [.. byDeletion[true]]).ConfigureAwait(false);
        return new PlanResult { Steps = results };
    }

    private void Validate(TagPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Registry != client.Endpoint)
        {
            throw Invalid(SafeLine.Of($"The plan was created for {plan.Registry}, but this client uses {client.Endpoint}."));
        }

        if (plan.Repository is null == plan.Namespace is null)
        {
            throw Invalid("The plan has neither a repository nor a namespace, or both.");
        }

        if (plan.Steps is null
            || plan.Steps.Contains(null!)
            || plan.Steps.DistinctBy(step => (step.Repository, step.Tag)).Count() != plan.Steps.Count)
        {
            throw Invalid("The steps of the plan are null, contain null, or name a tag twice.");
        }

        if (plan.Steps.FirstOrDefault(step => !IsCovered(step, plan)) is { } other)
        {
            throw Invalid(SafeLine.Of($"The step for the tag '{other.Repository}:{other.Tag}' is outside the plan of '{plan.Target}'."));
        }

        if (plan.Steps.FirstOrDefault(step => !IsConsistent(step)) is { } step)
        {
            string reason = $"contradicts its action, {step.Action}, or the name of the tag is invalid.";
            throw Invalid(SafeLine.Of($"The step for the tag '{step.Tag}' {reason}"));
        }
        static ArgumentException Invalid(string message) => new(message, nameof(plan));
    }

    private static bool IsCovered(TagPlanStep step, TagPlan plan) => step.Repository != default
        && (plan.Repository is { } repository ? step.Repository == repository : step.Repository.Namespace == plan.Namespace);

    // A plan may come from a file that somebody edited.
    private static bool IsConsistent(TagPlanStep step) => step.Tag.IsAddressable && step switch
    {
        { Precondition: null or { NewestStart: null } } => false,
        { Action: TagPlanAction.Restore } => step is { Digest: not null, Precondition.Digest: null, Expiration: null },
        { Action: TagPlanAction.Move } => step is { Digest: not null, Precondition.Digest: not null, Expiration: null },
        { Action: TagPlanAction.Delete } => step is { Digest: null, Precondition.Digest: not null, Expiration: null },
        { Action: TagPlanAction.Expire } => step.Tag.CanBePushed
            && step is { Digest: null, Precondition.Digest: not null, Expiration: not null },
        _ => false,
    };

    private static string Describe(TagHistoryEntry? entry) =>
        entry is null ? "does not exist" : $"points at {ShortDigest.Of(entry.ManifestDigest)} (since {TimeText.Of(entry.Start)})";

    private async Task<TagChange> ExecuteAsync(TagPlanStep step)
    {
        TagChange change = await WriteAsync(step).ConfigureAwait(false);
        string[] others =
            [.. change.OtherEntries.Select(entry => $"{ShortDigest.Of(entry.ManifestDigest)} (since {TimeText.Of(entry.Start)})")];
        return others.Length == 0
            ? change
            : throw new QuayConflictException(
                $"{step.Repository}:{step.Tag}: the write was applied, but somebody else pointed the tag at "
                + $"{string.Join(" and at ", others)} at the same time. The tag now {Describe(change.After)}.");
    }

    // Cancellation does not interrupt a write, because its outcome would then be unknown.
    private async Task<TagChange> WriteAsync(TagPlanStep step)
    {
        var options = new TagWriteOptions { Precondition = step.Precondition };
        Task<TagChange> write = step switch
        {
            { Digest: { } digest } => client.Tags.RestoreAsync(step.Repository, step.Tag, digest, options, CancellationToken.None),
            { Expiration: { } time } => client.Tags.SetExpirationAsync(step.Repository, step.Tag, time, options, CancellationToken.None),
            _ => client.Tags.DeleteAsync(step.Repository, step.Tag, options, CancellationToken.None),
        };
        try
        {
            return await write.ConfigureAwait(false);
        }
        catch (QuayNotFoundException gone) when (gone.StatusCode is null && step.Action == TagPlanAction.Delete)
        {
            // The client found this before it sent the write: neither the tag nor an entry of it exists any more.
            return new TagChange { Tag = step.Tag.ToString(), IsChanged = false };
        }
        catch (QuayConflictException conflict) when (conflict.StatusCode is null)
        {
            TagHistoryEntry? now = await FindAsync(step).ConfigureAwait(false);
            if (IsInRequestedState(step, now))
            {
                return new TagChange { Tag = step.Tag.ToString(), IsChanged = false, Before = now, After = now };
            }

            // For an expiry, the client also rejects a time that Quay would change.
            string advice = step.Action == TagPlanAction.Expire ? ""
                : " The tag was changed or expired after the plan was created, or an earlier step changed it. Create a new plan.";
            throw new QuayConflictException(conflict.Message + advice, conflict);
        }
    }

    private static bool IsInRequestedState(TagPlanStep step, TagHistoryEntry? now)
    {
        if (step.Action == TagPlanAction.Delete)
        {
            return now is null;
        }

        ManifestDigest? digest = step.Action == TagPlanAction.Expire ? step.Precondition.Digest : step.Digest;
        return now?.ManifestDigest == digest?.ToString() && (step.Expiration is null || now?.End == step.Expiration);
    }

    private async Task<TagHistoryEntry?> FindAsync(TagPlanStep step)
    {
        try
        {
            return await client.Tags.GetAsync(step.Repository, step.Tag, CancellationToken.None).ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }
}
