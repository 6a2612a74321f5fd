namespace Quay.Client;

/// <param name="api">The endpoints.</param>
/// <param name="writes">Sends what changes labels.</param>
internal sealed class ManifestOperations(IManifestApi api, WriteSender writes) : IManifestOperations
{
    public Task<Manifest> GetAsync(RepositoryName repository, string digest, CancellationToken cancellationToken = default) =>
        api.GetRepoManifestAsync(repository.Checked(nameof(repository)), ManifestDigest.Check(digest, nameof(digest)), cancellationToken);

    public Task<IReadOnlyList<ManifestLabel>> GetLabelsAsync(
        RepositoryName repository, string digest, string? prefix = null, CancellationToken cancellationToken = default) =>
        ListLabelsAsync(repository.Checked(nameof(repository)), ManifestDigest.Check(digest, nameof(digest)), prefix, cancellationToken);

    public Task<ManifestLabel> GetLabelAsync(
        RepositoryName repository, string digest, string id, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        ManifestDigest.Check(digest, nameof(digest));
        return api.GetManifestLabelAsync(path, digest, Uuid.Check(id, nameof(id)), cancellationToken);
    }

    public async Task<ManifestLabel> AddLabelAsync(
        RepositoryName repository,
        string digest,
        string key,
        string value,
        string? mediaType = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        var label = new NewLabel { Key = LabelKey.Check(key, nameof(key)), Value = value, MediaType = mediaType };
        string path = repository.Checked(nameof(repository));
        ManifestDigest.Check(digest, nameof(digest));

        // Equal labels may exist already: only their ids distinguish the new one.
        IReadOnlyList<ManifestLabel> before = await ListLabelsAsync(path, digest, key, cancellationToken).ConfigureAwait(false);
        HashSet<string> known = [.. before.Select(other => other.Id)];
        return await writes.SendAsync(
            $"Adding the label {key} to {path}@{digest}",
            async token => Verified((await api.AddManifestLabelAsync(path, digest, label, token).ConfigureAwait(false)).Label, key),
            async token => (await ListLabelsAsync(path, digest, key, token).ConfigureAwait(false))
                .Where(other => !known.Contains(other.Id) && IsOf(other, label)).Take(2).ToList() switch
                {
                    [] => Seen<ManifestLabel>.NotDone(),
                    [var added] => Seen<ManifestLabel>.Done(added),
                    _ => Seen<ManifestLabel>.Unclear("there are several new labels of that key and value: someone else added one too."),
                },
            cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteLabelAsync(RepositoryName repository, string digest, string id, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        ManifestDigest.Check(digest, nameof(digest));
        Uuid.Check(id, nameof(id));
        return writes.SendAsync(
            $"Deleting the label {id} of {path}@{digest}",
            async token =>
            {
                await api.DeleteManifestLabelAsync(path, digest, id, token).ConfigureAwait(false);
                return true;
            },
            async token =>
            {
                try
                {
                    await api.GetManifestLabelAsync(path, digest, id, token).ConfigureAwait(false);
                    return Seen<bool>.NotDone();
                }
                catch (QuayNotFoundException)
                {
                    return Seen<bool>.Done(true);
                }
            },
            cancellationToken);
    }

    public Task<ManifestSecurity> GetSecurityAsync(
        RepositoryName repository, string digest, bool vulnerabilities = false, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        ManifestDigest.Check(digest, nameof(digest));
        return OptionalFeature.Scanner.AskAsync(
            $"The security scan of {path}@{digest}",
            () => api.GetRepoManifestSecurityAsync(path, digest, vulnerabilities ? "true" : null, cancellationToken),
            _ => ExistsAsync(path, digest, cancellationToken));
    }

    public Task<ManifestPullStatistics> GetPullStatisticsAsync(
        RepositoryName repository, string digest, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        ManifestDigest.Check(digest, nameof(digest));
        return OptionalFeature.PullStatistics.AskAsync(
            $"The pull statistics of {path}@{digest}",
            () => api.GetManifestPullStatisticsAsync(path, digest, cancellationToken),
            _ => ExistsAsync(path, digest, cancellationToken));
    }

    private async Task<IReadOnlyList<ManifestLabel>> ListLabelsAsync(
        string repository, string digest, string? prefix, CancellationToken cancellationToken)
    {
        // Quay removes quotes from the filter, and would find nothing.
        string? filter = prefix?.Split('\'', '"', '`')[0];
        LabelList response = await api
            .ListManifestLabelsAsync(repository, digest, string.IsNullOrEmpty(filter) ? null : filter, cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(prefix)
            ? response.Labels
            : [.. response.Labels.Where(label => label.Key.StartsWith(prefix, StringComparison.Ordinal))];
    }

    private static ManifestLabel Verified(ManifestLabel added, string key) => added.Key == key && Uuid.IsOne(added.Id)
        ? added
        : throw new QuayResponseException(
            $"The response is about the label {Quoted.Text(added.Key)} with the id {Quoted.Text(added.Id)}, but another label was added.");

    private static bool IsOf(ManifestLabel label, NewLabel added) =>
        label.Key == added.Key && label.Value == added.Value && (added.MediaType is null || label.MediaType == added.MediaType);

    // A caller who can read a manifest can read everything about it, so the server lacks what it refuses.
    private async Task<bool> ExistsAsync(string repository, string digest, CancellationToken cancellationToken) =>
        await api.GetRepoManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false) is not null;
}
