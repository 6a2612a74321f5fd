namespace Quay.Client;

/// <summary>Adds spans and metrics to the operations on tags.</summary>
internal sealed class ObservedTagOperations(ITagOperations operations, OperationObserver observer) : ITagOperations
{
    public QuayPageable<TagHistoryEntry> GetHistory(
        RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default) =>
        new ObservedPageable<TagHistoryEntry>(
            observer, "quay.tags.history", repository.ToString(), operations.GetHistory(repository, query, cancellationToken));

    public Task<QuayPage<TagHistoryEntry>> GetHistoryPageAsync(
        RepositoryName repository, int page = 1, TagHistoryQuery? query = null, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.get_history_page", repository.ToString());
        return operation.Observe(operations.GetHistoryPageAsync(repository, page, query, cancellationToken));
    }

    public Task<TagHistoryEntry> GetAsync(RepositoryName repository, TagName tag, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.get", repository.ToString(), tag.ToString());
        return operation.Observe(operations.GetAsync(repository, tag, cancellationToken));
    }

    public Task<TagChange> MoveAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.move", repository.ToString(), tag.ToString());
        return operation.Observe(operations.MoveAsync(repository, tag, manifestDigest, options, cancellationToken));
    }

    public Task<TagChange> SetExpirationAsync(
        RepositoryName repository,
        TagName tag,
        DateTimeOffset expiration,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.set_expiration", repository.ToString(), tag.ToString());
        return operation.Observe(operations.SetExpirationAsync(repository, tag, expiration, options, cancellationToken));
    }

    public Task<TagChange> ClearExpirationAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.clear_expiration", repository.ToString(), tag.ToString());
        return operation.Observe(operations.ClearExpirationAsync(repository, tag, options, cancellationToken));
    }

    public Task<TagChange> SetImmutableAsync(
        RepositoryName repository,
        TagName tag,
        bool immutable,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.set_immutable", repository.ToString(), tag.ToString());
        return operation.Observe(operations.SetImmutableAsync(repository, tag, immutable, options, cancellationToken));
    }

    public Task<TagChange> DeleteAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.delete", repository.ToString(), tag.ToString());
        return operation.Observe(operations.DeleteAsync(repository, tag, options, cancellationToken));
    }

    public Task<TagChange> RestoreAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.restore", repository.ToString(), tag.ToString());
        return operation.Observe(operations.RestoreAsync(repository, tag, manifestDigest, options, cancellationToken));
    }

    public Task<TagChange> RestorePreviousAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.restore_previous", repository.ToString(), tag.ToString());
        return operation.Observe(operations.RestorePreviousAsync(repository, tag, options, cancellationToken));
    }

    public Task<TagChange> DeletePermanentlyAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.delete_permanently", repository.ToString(), tag.ToString());
        return operation.Observe(operations.DeletePermanentlyAsync(repository, tag, options, cancellationToken));
    }

    public Task<TagChange> DeletePastPermanentlyAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.delete_past_permanently", repository.ToString(), tag.ToString());
        return operation.Observe(operations.DeletePastPermanentlyAsync(repository, tag, manifestDigest, options, cancellationToken));
    }

    public Task<TagPullStatistics> GetPullStatisticsAsync(
        RepositoryName repository, TagName tag, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.tags.get_pull_statistics", repository.ToString(), tag.ToString());
        return operation.Observe(operations.GetPullStatisticsAsync(repository, tag, cancellationToken));
    }
}
