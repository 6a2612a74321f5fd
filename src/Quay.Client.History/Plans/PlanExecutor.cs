namespace Quay.Client.History;

/// <summary>Executes the steps of a plan. The client compares each tag with the step's precondition right before it writes.</summary>
internal sealed class PlanExecutor(IQuayClient client)
{
    /// <summary>Executes restorations, moves and expiries first, and then, unless something failed, the deletions.</summary>
    /// <exception cref="ArgumentException">The plan is for another Quay, or its steps are inconsistent.</exception>
    public async Task<PlanResult> ExecuteAsync(
        TagPlan plan, PlanExecutionOptions options, IProgress<PlanStepResult>? progress, CancellationToken cancellationToken)
    {
        RepositoryName repository = Validate(plan);
        var loop = new StepLoop(step => ExecuteAsync(repository, step), options, progress, cancellationToken);
        PlanStepResult[] results = [.. plan.Steps.Select(step => new PlanStepResult { Step = step, Status = PlanStepStatus.NotStarted })];
        ILookup<bool, int> isDeletion = Enumerable.Range(0, results.Length).ToLookup(index => plan.Steps[index].Action == TagPlanAction.Delete);
        if (await loop.RunAsync(results, [.. isDeletion[false]]).ConfigureAwait(false))
        {
            await loop.RunAsync(results, [.. isDeletion[true]]).ConfigureAwait(false);
        }

        return new PlanResult { Steps = results };
    }

    private RepositoryName Validate(TagPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Registry != client.Endpoint)
        {
            throw Invalid(SafeLine.Of($"The plan was made for {plan.Registry}, but this client uses {client.Endpoint}."));
        }

        if (plan.Steps is null || plan.Steps.Contains(null!) || plan.Steps.DistinctBy(step => step.Tag).Count() != plan.Steps.Count)
        {
            throw Invalid("The plan has no steps, one that is null, or two for one tag.");
        }

        if (plan.Steps.FirstOrDefault(step => !IsConsistent(step)) is { } step)
        {
            throw Invalid(SafeLine.Of($"The step for the tag '{step.Tag}' cannot be executed: its properties contradict the action {step.Action}."));
        }

        // A namespace may look like the host of a registry.
        try
        {
            return plan.Repository?.Split('/', 2) is [var namespaceName, var name]
                ? RepositoryName.Create(namespaceName, name)
                : throw Invalid(SafeLine.Of($"The plan is for '{plan.Repository}', which is not the name of a repository."));
        }
        catch (ArgumentException fault) when (fault.ParamName != nameof(plan))
        {
            throw new ArgumentException(SafeLine.Of($"The plan is for '{plan.Repository}', which is not the name of a repository."), nameof(plan), fault);
        }

        static ArgumentException Invalid(string message) => new(message, nameof(plan));
    }

    // A plan may come from a file that somebody edited.
    private static bool IsConsistent(TagPlanStep step) => step.Tag.IsAddressable && step switch
    {
        { Precondition: null } => false,
        { Action: TagPlanAction.Restore } => step is { Digest: not null, Precondition.Digest: null, Expiration: null },
        { Action: TagPlanAction.Move } => step is { Digest: not null, Precondition.Digest: not null, Expiration: null },
        { Action: TagPlanAction.Delete } => step is { Digest: null, Precondition.Digest: not null, Expiration: null },
        { Action: TagPlanAction.Expire } => step is { Digest: null, Precondition.Digest: not null, Expiration: not null, Tag.CanBePushed: true },
        _ => false,
    };

    private static string Describe(TagHistoryEntry? entry) =>
        entry is null ? "does not exist" : $"points at {entry.ManifestDigest} since {TimeText.Of(entry.Start)}";

    private async Task<TagChange> ExecuteAsync(RepositoryName repository, TagPlanStep step)
    {
        TagChange change = await WriteAsync(repository, step).ConfigureAwait(false);
        string[] others = [.. change.OtherEntries.Select(entry => $"{entry.ManifestDigest} at {TimeText.Of(entry.Start)}")];
        return others.Length == 0
            ? change
            : throw new QuayConflictException(
                $"{repository}:{step.Tag}: the step succeeded, but meanwhile somebody else pointed the tag at {string.Join(" and at ", others)}. "
                + $"It {Describe(change.After)} now.");
    }

    // A cancellation never cuts off a write, because then its outcome would be unknown.
    private async Task<TagChange> WriteAsync(RepositoryName repository, TagPlanStep step)
    {
        var options = new TagWriteOptions { Precondition = step.Precondition };
        try
        {
            return step switch
            {
                { Digest: { } digest } => await client.Tags.RestoreAsync(repository, step.Tag, digest, options, CancellationToken.None).ConfigureAwait(false),
                { Expiration: { } time } => await client.Tags.SetExpirationAsync(repository, step.Tag, time, options, CancellationToken.None).ConfigureAwait(false),
                _ => await client.Tags.DeleteAsync(repository, step.Tag, options, CancellationToken.None).ConfigureAwait(false),
            };
        }
        catch (QuayNotFoundException gone) when (gone.StatusCode is null && step.Action == TagPlanAction.Delete)
        {
            // Found before anything was sent: neither the tag nor an entry of it exists any more.
            return new TagChange { Tag = step.Tag.ToString(), IsChanged = false };
        }
        catch (QuayConflictException conflict) when (conflict.StatusCode is null)
        {
            TagHistoryEntry? now = await FindAsync(repository, step.Tag).ConfigureAwait(false);
            return IsInRequestedState(step, now)
                ? new TagChange { Tag = step.Tag.ToString(), IsChanged = false, Before = now, After = now }
                : throw new QuayConflictException(
                    step.Action == TagPlanAction.Expire
                        ? conflict.Message
                        : $"{conflict.Message} Somebody wrote to the tag since the plan was made, it expired, or an earlier step ended it. Make a new plan.",
                    conflict);
        }
    }

    private static bool IsInRequestedState(TagPlanStep step, TagHistoryEntry? now)
    {
        ManifestDigest? digest = step.Action == TagPlanAction.Expire ? step.Precondition.Digest : step.Digest;
        return now?.ManifestDigest == digest?.ToString() && (step.Expiration is null || now?.End == step.Expiration);
    }

    private async Task<TagHistoryEntry?> FindAsync(RepositoryName repository, TagName tag)
    {
        try
        {
            return await client.Tags.GetAsync(repository, tag, CancellationToken.None).ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }
}
