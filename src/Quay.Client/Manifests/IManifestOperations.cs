namespace Quay.Client;

/// <summary>
/// Reads manifests and what Quay knows about them, and adds and deletes labels. Safe for concurrent use. Minor versions add members.
/// </summary>
/// <remarks>
/// <para>Every method throws <see cref="ArgumentException"/> before any request if an argument is invalid: <c>default(RepositoryName)</c>,
/// a digest that is not <c>algorithm:hex</c>, a label key that breaks Quay's rule, or an id that is not a UUID. Every method throws
/// <see cref="QuayNotFoundException"/> if the repository does not exist, or no live tag of it reaches the manifest, directly or through a
/// list.</para>
/// <para>Every method can throw <see cref="QuayAuthenticationException"/>, <see cref="QuayPermissionException"/> (also if the repository
/// does not exist and the user must not know), <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>,
/// <see cref="QuayConnectionException"/>, <see cref="QuayResponseException"/>, <see cref="QuayException"/> for any other error, and
/// <see cref="OperationCanceledException"/>.</para>
/// <para>If the response to a write is lost, the client reads the labels again. It resends the write only if it was not applied, and throws
/// <see cref="QuayOutcomeUnknownException"/> if the outcome is unknown.</para>
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
    /// <param name="prefix">The start of the keys, case-sensitive; null for every label.</param>
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

    /// <summary>Adds a label to a manifest, also if an equal label exists.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="key">The key: lower-case letters and digits, with single <c>.</c> and <c>-</c> between them, at most 255
    /// characters.</param>
    /// <param name="value">The value, of any length.</param>
    /// <param name="mediaType"><c>text/plain</c> or <c>application/json</c>; null to let Quay infer it from the value.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <returns>The label with its id.</returns>
    /// <remarks>
    /// <para>Quay rejects keys with a reserved prefix, such as <c>quay</c> (<c>LABEL_KEY_RESERVED_PREFIXES</c>). Labels that act on tags,
    /// such as <c>quay.expires-after</c>, can only come with the image.</para>
    /// <para>If the response is lost, a new label with this key and value counts as this one, even if someone else added it.</para>
    /// </remarks>
    /// <exception cref="QuayException">The key has a reserved prefix (400), or the repository is read-only (503).</exception>
    Task<ManifestLabel> AddLabelAsync(
        RepositoryName repository,
        ManifestDigest digest,
        string key,
        string value,
        string? mediaType = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a label that was added to a manifest. Its effects on tags remain.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="id">The id of the label (<see cref="ManifestLabel.Id"/>).</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <exception cref="QuayNotFoundException">The label, the manifest or the repository does not exist.</exception>
    /// <exception cref="QuayException">The label came with the image (400), or the repository is read-only (503).</exception>
    Task DeleteLabelAsync(RepositoryName repository, ManifestDigest digest, string id, CancellationToken cancellationToken = default);

    /// <summary>Gets the result of the security scanner, also for a manifest that no tag reaches any more.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="vulnerabilities">True to include the vulnerabilities of the packages. Some Quays always include them.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayFeatureException">The server has no scanner (<c>FEATURE_SECURITY_SCANNER</c>).</exception>
    /// <exception cref="QuayException">Quay cannot reach its scanner (520).</exception>
    Task<ManifestSecurity> GetSecurityAsync(
        RepositoryName repository, ManifestDigest digest, bool vulnerabilities = false, CancellationToken cancellationToken = default);

    /// <summary>Gets how often a manifest was pulled.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayFeatureException">The server does not count pulls (<c>FEATURE_IMAGE_PULL_STATS</c>), or is older than Quay
    /// 3.16.</exception>
    Task<ManifestPullStatistics> GetPullStatisticsAsync(
        RepositoryName repository, ManifestDigest digest, CancellationToken cancellationToken = default);
}
