namespace Quay.Client;

/// <param name="api">The endpoints.</param>
/// <param name="writes">Sends what changes labels.</param>
internal sealed class ManifestOperations(IManifestApi api, WriteSender writes) : IManifestOperations
{
    private readonly ManifestLabels _labels = new(api, writes);

    public Task<Manifest> GetAsync(RepositoryName repository, string digest, CancellationToken cancellationToken = default) =>
        api.GetRepoManifestAsync(repository.Checked(nameof(repository)), ManifestDigest.Parse(digest).ToString(), cancellationToken);

    public Task<IReadOnlyList<ManifestLabel>> GetLabelsAsync(
        RepositoryName repository, string digest, string? prefix = null, CancellationToken cancellationToken = default) =>
        _labels.ListAsync(repository.Checked(nameof(repository)), ManifestDigest.Parse(digest).ToString(), prefix, cancellationToken);

    public Task<ManifestLabel> GetLabelAsync(RepositoryName repository, string digest, string id, CancellationToken cancellationToken = default) =>
        api.GetManifestLabelAsync(
            repository.Checked(nameof(repository)), ManifestDigest.Parse(digest).ToString(), Uuid.Check(id, nameof(id)), cancellationToken);

    public Task<ManifestLabel> AddLabelAsync(
        RepositoryName repository, string digest, string key, string value, string? mediaType = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        var label = new NewLabel { Key = LabelKey.Check(key, nameof(key)), Value = value, MediaType = mediaType };
        return _labels.AddAsync(repository.Checked(nameof(repository)), ManifestDigest.Parse(digest).ToString(), label, cancellationToken);
    }

    public Task DeleteLabelAsync(RepositoryName repository, string digest, string id, CancellationToken cancellationToken = default) =>
        _labels.DeleteAsync(
            repository.Checked(nameof(repository)), ManifestDigest.Parse(digest).ToString(), Uuid.Check(id, nameof(id)), cancellationToken);

    public Task<ManifestSecurity> GetSecurityAsync(
        RepositoryName repository, string digest, bool vulnerabilities = false, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        ManifestDigest.Parse(digest);
        return OptionalFeature.Scanner.SendAsync(
            $"The security scan of {path}@{digest}",
            () => api.GetRepoManifestSecurityAsync(path, digest, vulnerabilities ? "true" : null, cancellationToken),
            _ => IsThereAsync(path, digest, cancellationToken));
    }

    public Task<ManifestPullStatistics> GetPullStatisticsAsync(RepositoryName repository, string digest, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        ManifestDigest.Parse(digest);
        return OptionalFeature.PullStatistics.SendAsync(
            $"The pull statistics of {path}@{digest}",
            () => api.GetManifestPullStatisticsAsync(path, digest, cancellationToken),
            _ => IsThereAsync(path, digest, cancellationToken));
    }

    // Who may read a manifest may read all that is known of it, so where only the latter is refused, the server lacks it.
    private async Task<bool> IsThereAsync(string repository, string digest, CancellationToken cancellationToken) =>
        await api.GetRepoManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false) is not null;
}
