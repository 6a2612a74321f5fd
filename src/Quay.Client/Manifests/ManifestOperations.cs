namespace Quay.Client;

internal sealed class ManifestOperations(IManifestApi api, LostWriteRecovery writes, FeatureCheck features) : IManifestOperations
{
    public Task<Manifest> GetAsync(RepositoryName repository, ManifestDigest digest, CancellationToken cancellationToken = default) =>
        ReadAsync(new ManifestReference(repository, digest), cancellationToken);

    public Task<IReadOnlyList<ManifestLabel>> GetLabelsAsync(
        RepositoryName repository, ManifestDigest digest, string? prefix = null, CancellationToken cancellationToken = default) =>
        ListLabelsAsync(new ManifestReference(repository, digest), prefix, cancellationToken);

    public Task<ManifestLabel> GetLabelAsync(
        RepositoryName repository, ManifestDigest digest, string id, CancellationToken cancellationToken = default)
    {
        var manifest = new ManifestReference(repository, digest);
        return api.GetManifestLabelAsync(manifest.Repository, manifest.Digest, Uuid.Check(id, nameof(id)), cancellationToken);
    }

    public async Task<ManifestLabel> AddLabelAsync(
        RepositoryName repository,
        ManifestDigest digest,
        string key,
        string value,
        string? mediaType = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        var label = new NewLabel { Key = LabelKey.Check(key, nameof(key)), Value = value, MediaType = mediaType };
        var manifest = new ManifestReference(repository, digest);

        // Equal labels can exist, so only the id identifies the new one.
        IReadOnlyList<ManifestLabel> before = await ListLabelsAsync(manifest, key, cancellationToken).ConfigureAwait(false);
        HashSet<string> known = [.. before.Select(other => other.Id)];
        return await writes.SendAsync(
            $"Adding the label {key} to {manifest}",
            async token => Verified(
                await api.AddManifestLabelAsync(manifest.Repository, manifest.Digest, label, token).ConfigureAwait(false), key),
            async token => (await ListLabelsAsync(manifest, key, token).ConfigureAwait(false))
                .Where(other => !known.Contains(other.Id) && IsOf(other, label)).Take(2).ToList() switch
                {
                    [] => VerifiedWrite<ManifestLabel>.NotApplied,
                    [var added] => VerifiedWrite<ManifestLabel>.Applied(added),
                    _ => VerifiedWrite<ManifestLabel>.Unknown(
                        "there are several new labels with this key and value. Somebody else added one too."),
                },
            cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteLabelAsync(RepositoryName repository, ManifestDigest digest, string id, CancellationToken cancellationToken = default)
    {
        var manifest = new ManifestReference(repository, digest);
        Uuid.Check(id, nameof(id));
        return writes.SendAsync(
            $"Deleting the label {id} of {manifest}",
            async token =>
            {
                await api.DeleteManifestLabelAsync(manifest.Repository, manifest.Digest, id, token).ConfigureAwait(false);
                return true;
            },
            async token =>
            {
                try
                {
                    await api.GetManifestLabelAsync(manifest.Repository, manifest.Digest, id, token).ConfigureAwait(false);
                    return VerifiedWrite<bool>.NotApplied;
                }
                catch (QuayNotFoundException)
                {
                    return VerifiedWrite<bool>.Applied(true);
                }
            },
            cancellationToken);
    }

    public Task<ManifestSecurity> GetSecurityAsync(
        RepositoryName repository, ManifestDigest digest, bool vulnerabilities = false, CancellationToken cancellationToken = default)
    {
        var manifest = new ManifestReference(repository, digest);
        return features.SendAsync(
            OptionalFeature.Scanner,
            ApiRoute.SecurityScanner,
            $"The security scan of {manifest}",
            () => api.GetRepoManifestSecurityAsync(
                manifest.Repository, manifest.Digest, vulnerabilities ? "true" : null, cancellationToken),
            _ => ExistsAsync(manifest, cancellationToken),
            cancellationToken);
    }

    public Task<ManifestPullStatistics> GetPullStatisticsAsync(
        RepositoryName repository, ManifestDigest digest, CancellationToken cancellationToken = default)
    {
        var manifest = new ManifestReference(repository, digest);
        return features.SendAsync(
            OptionalFeature.PullStatistics,
            ApiRoute.ManifestPullStatistics,
            $"The pull statistics of {manifest}",
            () => api.GetManifestPullStatisticsAsync(manifest.Repository, manifest.Digest, cancellationToken),
            _ => ExistsAsync(manifest, cancellationToken),
            cancellationToken);
    }

    private async Task<IReadOnlyList<ManifestLabel>> ListLabelsAsync(
        ManifestReference manifest, string? prefix, CancellationToken cancellationToken)
    {
        // Quay removes quotes from the filter, so it would find nothing.
        string? filter = prefix?.Split('\'', '"', '`')[0];
        LabelList response = await api
            .ListManifestLabelsAsync(manifest.Repository, manifest.Digest, string.IsNullOrEmpty(filter) ? null : filter, cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(prefix)
            ? response.Labels
            : [.. response.Labels.Where(label => label.Key.StartsWith(prefix, StringComparison.Ordinal))];
    }

    private static ManifestLabel Verified(AddedLabel response, string key) =>
        response.Label is var added && added.Key == key && Uuid.IsOne(added.Id)
        ? added
        : throw new QuayResponseException(
            $"The response names the label {Quoted.Text(response.Label.Key)} with the id {Quoted.Text(response.Label.Id)}, but the client "
            + $"added the label {Quoted.Text(key)}.");

    private static bool IsOf(ManifestLabel label, NewLabel added) =>
        label.Key == added.Key && label.Value == added.Value && (added.MediaType is null || label.MediaType == added.MediaType);

    // A caller that can read the manifest may read everything about it, so a refusal means that the server lacks the feature.
    private async Task<bool> ExistsAsync(ManifestReference manifest, CancellationToken cancellationToken) =>
        await ReadAsync(manifest, cancellationToken).ConfigureAwait(false) is not null;

    private Task<Manifest> ReadAsync(ManifestReference manifest, CancellationToken cancellationToken) =>
        api.GetRepoManifestAsync(manifest.Repository, manifest.Digest, cancellationToken);
}
