namespace Quay.Client;

/// <summary>Adds spans and metrics to the operations on manifests.</summary>
internal sealed class ObservedManifestOperations(IManifestOperations operations, OperationObserver observer) : IManifestOperations
{
    public Task<Manifest> GetAsync(RepositoryName repository, ManifestDigest digest, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.manifests.get", repository.ToString());
        return operation.Observe(operations.GetAsync(repository, digest, cancellationToken));
    }

    public Task<IReadOnlyList<ManifestLabel>> GetLabelsAsync(
        RepositoryName repository, ManifestDigest digest, string? prefix = null, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.manifests.get_labels", repository.ToString());
        return operation.Observe(operations.GetLabelsAsync(repository, digest, prefix, cancellationToken));
    }

    public Task<ManifestLabel> GetLabelAsync(
        RepositoryName repository, ManifestDigest digest, string id, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.manifests.get_label", repository.ToString());
        return operation.Observe(operations.GetLabelAsync(repository, digest, id, cancellationToken));
    }

    public Task<ManifestLabel> AddLabelAsync(
        RepositoryName repository,
        ManifestDigest digest,
        string key,
        string value,
        string? mediaType = null,
        CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.manifests.add_label", repository.ToString());
        return operation.Observe(operations.AddLabelAsync(repository, digest, key, value, mediaType, cancellationToken));
    }

    public Task DeleteLabelAsync(RepositoryName repository, ManifestDigest digest, string id, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.manifests.delete_label", repository.ToString());
        return operation.Observe(operations.DeleteLabelAsync(repository, digest, id, cancellationToken));
    }

    public Task<ManifestSecurity> GetSecurityAsync(
        RepositoryName repository, ManifestDigest digest, bool vulnerabilities = false, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.manifests.get_security", repository.ToString());
        return operation.Observe(operations.GetSecurityAsync(repository, digest, vulnerabilities, cancellationToken));
    }

    public Task<ManifestPullStatistics> GetPullStatisticsAsync(
        RepositoryName repository, ManifestDigest digest, CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.manifests.get_pull_statistics", repository.ToString());
        return operation.Observe(operations.GetPullStatisticsAsync(repository, digest, cancellationToken));
    }
}
