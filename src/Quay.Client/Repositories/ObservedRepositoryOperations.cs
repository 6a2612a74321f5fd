namespace Quay.Client;

/// <summary>Adds spans and metrics to the operations on repositories.</summary>
internal sealed class ObservedRepositoryOperations(IRepositoryOperations operations, OperationObserver observer) : IRepositoryOperations
{
    public Task<Repository> GetAsync(
        RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.repositories.get", repository.ToString());
        return operation.Observe(operations.GetAsync(repository, includeTags, includeStats, cancellationToken));
    }

    public QuayPageable<RepositoryListItem> List(RepositoryQuery query, CancellationToken cancellationToken = default) =>
        new ObservedPageable<RepositoryListItem>(
            observer, "quay.repositories.list", repository: null, operations.List(query, cancellationToken));

    public QuayPageable<LogEntry> GetLogs(
        RepositoryName repository, LogQuery? query = null, CancellationToken cancellationToken = default) =>
        new ObservedPageable<LogEntry>(
            observer, "quay.repositories.logs", repository.ToString(), operations.GetLogs(repository, query, cancellationToken));

    public Task CreateAsync(
        RepositoryName repository, RepositoryVisibility visibility, string description = "", CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.repositories.create", repository.ToString());
        return operation.Observe(operations.CreateAsync(repository, visibility, description, cancellationToken));
    }

    public Task UpdateDescriptionAsync(RepositoryName repository, string description, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.repositories.update_description", repository.ToString());
        return operation.Observe(operations.UpdateDescriptionAsync(repository, description, cancellationToken));
    }

    public Task<bool> DeleteAsync(RepositoryName repository, RepositoryName confirm, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.repositories.delete", repository.ToString());
        return operation.Observe(operations.DeleteAsync(repository, confirm, cancellationToken));
    }

    public Task ChangeVisibilityAsync(
        RepositoryName repository, RepositoryVisibility visibility, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.repositories.change_visibility", repository.ToString());
        return operation.Observe(operations.ChangeVisibilityAsync(repository, visibility, cancellationToken));
    }

    public Task ChangeStateAsync(RepositoryName repository, RepositoryState state, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.repositories.change_state", repository.ToString());
        return operation.Observe(operations.ChangeStateAsync(repository, state, cancellationToken));
    }
}
