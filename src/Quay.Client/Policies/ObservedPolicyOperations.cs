namespace Quay.Client;

/// <summary>Adds spans and metrics to the operations on policies.</summary>
internal sealed class ObservedPolicyOperations<TPolicy>(IPolicyOperations<TPolicy> operations, OperationObserver observer, string kind)
    : IPolicyOperations<TPolicy>
{
    private readonly string _list = $"quay.policies.{kind}.list";
    private readonly string _get = $"quay.policies.{kind}.get";
    private readonly string _create = $"quay.policies.{kind}.create";
    private readonly string _update = $"quay.policies.{kind}.update";
    private readonly string _delete = $"quay.policies.{kind}.delete";

    public Task<IReadOnlyList<TPolicy>> ListAsync(PolicyScope scope, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin(_list, RepositoryOf(scope));
        return operation.Observe(operations.ListAsync(scope, cancellationToken));
    }

    public Task<TPolicy> GetAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin(_get, RepositoryOf(scope));
        return operation.Observe(operations.GetAsync(scope, uuid, cancellationToken));
    }

    public Task<TPolicy> CreateAsync(PolicyScope scope, TPolicy policy, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin(_create, RepositoryOf(scope));
        return operation.Observe(operations.CreateAsync(scope, policy, cancellationToken));
    }

    public Task UpdateAsync(PolicyScope scope, string uuid, TPolicy policy, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin(_update, RepositoryOf(scope));
        return operation.Observe(operations.UpdateAsync(scope, uuid, policy, cancellationToken));
    }

    public Task DeleteAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin(_delete, RepositoryOf(scope));
        return operation.Observe(operations.DeleteAsync(scope, uuid, cancellationToken));
    }

    // The path of a scope is split only for a span.
    private string? RepositoryOf(PolicyScope scope) => observer.IsObserved ? scope.RepositoryPath : null;
}
