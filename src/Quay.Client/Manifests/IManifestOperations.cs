namespace Quay.Client;

/// <summary>Reads manifests, security scans and pull counts, and manages labels. Thread-safe. Minor versions add members.</summary>
/// <remarks>
/// <para><b>Arguments.</b> An invalid argument throws <see cref="ArgumentException"/> before any request is sent. A label's key must follow
/// Quay's rule, and its id must be a UUID.</para>
/// <para><b>Exceptions.</b> A method throws <see cref="QuayNotFoundException"/> if the repository does not exist, or if no live tag points
/// at the manifest, directly or through a manifest list. <see cref="GetSecurityAsync"/> does not need a live tag.
/// <see cref="QuayPermissionException"/> can also mean that the repository does not exist in a namespace to which the user has no access.
/// The other exceptions are those of <see cref="ITagOperations"/>.</para>
/// <para><b>Writes.</b> If the response is lost, the client reads the labels. It resends the write only if it was not applied. If this is
/// unknown, it throws <see cref="QuayOutcomeUnknownException"/>. If <see cref="QuayClientOptions.RecoverLostWrites"/> is off, the client
/// does none of this. It throws the exception of the failed request, such as <see cref="QuayConnectionException"/>.</para>
/// </remarks>
public interface IManifestOperations
{
    /// <summary>Gets a manifest with its layers.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Manifest> GetAsync(RepositoryName repository, ManifestDigest digest, CancellationToken cancellationToken = default);

    /// <summary>Gets the labels of a manifest.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="prefix">The start of the keys to return, case-sensitive; null for every label.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<IReadOnlyList<ManifestLabel>> GetLabelsAsync(
        RepositoryName repository, ManifestDigest digest, string? prefix = null, CancellationToken cancellationToken = default);

    /// <summary>Gets one label of a manifest.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="id">The id of the label (<see cref="ManifestLabel.Id"/>).</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The label, the manifest or the repository does not exist.</exception>
    Task<ManifestLabel> GetLabelAsync(
        RepositoryName repository, ManifestDigest digest, string id, CancellationToken cancellationToken = default);

    /// <summary>Adds a label to a manifest, even if it already has an equal label.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="key">The key: up to 255 lowercase letters and digits, with single <c>.</c> and <c>-</c> between them.</param>
    /// <param name="value">The value, of any length.</param>
    /// <param name="mediaType"><c>text/plain</c> or <c>application/json</c>; null to let Quay infer it from the value.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <returns>The label with its id.</returns>
    /// <remarks>
    /// <para>Quay rejects keys with a reserved prefix (<c>DEFAULT_LABEL_KEY_RESERVED_PREFIXES</c>), by default <c>quay</c>. A label that
    /// affects tags, such as <c>quay.expires-after</c>, can therefore only come with the image.</para>
    /// <para>If the response is lost, the client looks for a new label with this key and value, and returns it. Somebody else may have
    /// added it.</para>
    /// </remarks>
    /// <exception cref="QuayException">The key has a reserved prefix (400), or the repository is read-only (503).</exception>
    Task<ManifestLabel> AddLabelAsync(
        RepositoryName repository,
        ManifestDigest digest,
        string key,
        string value,
        string? mediaType = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a label that was added to a manifest.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="id">The id of the label (<see cref="ManifestLabel.Id"/>).</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <exception cref="QuayNotFoundException">The label, the manifest or the repository does not exist.</exception>
    /// <exception cref="QuayException">The label is part of the image (400), or the repository is read-only (503).</exception>
    Task DeleteLabelAsync(RepositoryName repository, ManifestDigest digest, string id, CancellationToken cancellationToken = default);

    /// <summary>Gets the result of the security scanner, even if no live tag points at the manifest.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="vulnerabilities">True to include the vulnerabilities of the packages. Some servers always include them.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayFeatureException">The server has no scanner (<c>FEATURE_SECURITY_SCANNER</c>).</exception>
    /// <exception cref="QuayException">Quay cannot connect to its scanner (520).</exception>
    Task<ManifestSecurity> GetSecurityAsync(
        RepositoryName repository, ManifestDigest digest, bool vulnerabilities = false, CancellationToken cancellationToken = default);

    /// <summary>Gets how often a manifest was pulled.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayFeatureException">The server does not count pulls (<c>FEATURE_IMAGE_PULL_STATS</c>, Quay 3.16).</exception>
    Task<ManifestPullStatistics> GetPullStatisticsAsync(
        RepositoryName repository, ManifestDigest digest, CancellationToken cancellationToken = default);
}
