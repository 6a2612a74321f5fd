namespace Quay.Client.History;

internal sealed partial class HistoryOperations
{
    public Task<TagPlan> PlanRetentionAsync(
        RepositoryName repository, RetentionPolicy policy, CancellationToken cancellationToken = default) =>
        new RetentionPlanner(client, _reader, Valid(policy)).PlanAsync(Valid(repository), cancellationToken);

    public Task<TagPlan> PlanNamespaceRetentionAsync(
        string namespaceName,
        RetentionPolicy policy,
        IProgress<RepositoryName>? progress = null,
        CancellationToken cancellationToken = default) =>
        new RetentionPlanner(client, _reader, Valid(policy))
            .PlanAsync(RepositoryQuery.InNamespace(namespaceName), progress, cancellationToken);

    private static RetentionPolicy Valid(RetentionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        policy.Validate(nameof(policy));
        return policy;
    }
}
