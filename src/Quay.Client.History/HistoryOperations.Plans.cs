namespace Quay.Client.History;

internal sealed partial class HistoryOperations
{
    public Task<TagPlan> PlanRollbackAsync(
        RepositoryName repository,
        DateTimeOffset instant,
        RollbackOptions? options = null,
        CancellationToken cancellationToken = default) =>
        new RollbackPlanner(client, _reader).PlanAsync(repository, instant, options ?? new RollbackOptions(), cancellationToken);

    public Task<TagPlan> PlanDeletionAsync(
        RepositoryName repository, IEnumerable<TagName> tags, CancellationToken cancellationToken = default) =>
        new TagListPlanner(client).PlanAsync(Valid(repository), ValidTags(tags), expiration: null, cancellationToken);

    public Task<TagPlan> PlanExpirationAsync(
        RepositoryName repository, IEnumerable<TagName> tags, DateTimeOffset expiration, CancellationToken cancellationToken = default)
    {
        DateTimeOffset second = RetentionHorizon.Second(expiration);
        return second > client.ServerTime
            ? new TagListPlanner(client).PlanAsync(Valid(repository), ValidTags(tags), second, cancellationToken)
            : throw new ArgumentOutOfRangeException(
                nameof(expiration), SafeLine.Of($"The expiry {expiration} is not in the future: it is {client.ServerTime} now."));
    }

    public Task<PlanResult> ExecuteAsync(
        TagPlan plan,
        PlanExecutionOptions? options = null,
        IProgress<PlanStepResult>? progress = null,
        CancellationToken cancellationToken = default) =>
        new PlanExecutor(client).ExecuteAsync(plan, options ?? new PlanExecutionOptions(), progress, cancellationToken);

    private static TagName[] ValidTags(IEnumerable<TagName> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        TagName[] names = [.. tags];
        Array.ForEach(names, tag => ThrowIfDefault(tag, nameof(tags)));
        return names;
    }
}
