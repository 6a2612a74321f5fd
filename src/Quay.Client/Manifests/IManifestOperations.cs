namespace Quay.Client;

/// <summary>
/// Reads manifests and what is known of them, and adds and deletes their labels. Safe for use by several threads at once. Minor versions add members.
/// </summary>
public interface IManifestOperations
{
    /// <summary>
    /// Reads a manifest, with its layers. Speaks to <c>GET /api/v1/repository/{repository}/manifest/{digest}</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="digest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="digest"/> is not the digest of a manifest.
    /// </exception>
    /// <exception cref="QuayNotFoundException">
    /// There is no such repository, or no such manifest in it that a tag which is alive reaches, itself or through a list.
    /// </exception>
    /// <exception cref="QuayAuthenticationException">
    /// The repository is private or missing, and the token is too: missing, expired or not an OAuth token.
    /// </exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not read the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a manifest.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<Manifest> GetAsync(RepositoryName repository, string digest, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the labels of a manifest. Speaks to <c>GET /api/v1/repository/{repository}/manifest/{digest}/labels</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="digest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="prefix">What the keys start with, upper and lower case apart; null for every label.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The labels; there may be none.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="digest"/> is not the digest of a manifest.
    /// </exception>
    /// <exception cref="QuayNotFoundException">
    /// There is no such repository, or no such manifest in it that a tag which is alive reaches, itself or through a list.
    /// </exception>
    /// <exception cref="QuayAuthenticationException">
    /// The repository is private or missing, and the token is too: missing, expired or not an OAuth token.
    /// </exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not read the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a list of labels.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<IReadOnlyList<ManifestLabel>> GetLabelsAsync(
        RepositoryName repository, string digest, string? prefix = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads one label of a manifest. Speaks to <c>GET /api/v1/repository/{repository}/manifest/{digest}/labels/{id}</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="digest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="id">The id of the label: <see cref="ManifestLabel.Id"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, <paramref name="digest"/> is not the digest of a manifest, or
    /// <paramref name="id"/> is not a UUID.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository, manifest (one that a tag which is alive reaches) or label.</exception>
    /// <exception cref="QuayAuthenticationException">
    /// The repository is private or missing, and the token is too: missing, expired or not an OAuth token.
    /// </exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not read the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a label.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ManifestLabel> GetLabelAsync(RepositoryName repository, string digest, string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a label to a manifest. Speaks to <c>POST /api/v1/repository/{repository}/manifest/{digest}/labels</c>, after a look at the labels there are.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="digest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="key">The key: lower-case letters and digits, with single <c>.</c> and <c>-</c> between them, at most 255 characters.</param>
    /// <param name="value">The value, of any length.</param>
    /// <param name="mediaType">
    /// What the value is: <c>text/plain</c> or <c>application/json</c>, by which Quay does not check it; null leaves it to Quay, which looks at the
    /// value.
    /// </param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <returns>The label, with its id.</returns>
    /// <remarks>
    /// <para>A manifest may have several labels of one key and even of one value: who wants one alone looks first.</para>
    /// <para>Some keys work on tags: <c>quay.expires-after</c> makes <em>all</em> tags of the manifest expire, each measured from its own start, so that an
    /// old one expires at once, and <c>quay.immutable</c> with the value <c>true</c> makes them immutable. But Quay reserves
    /// <c>quay</c> and some other prefixes (its configuration adds to them by <c>LABEL_KEY_RESERVED_PREFIXES</c>) and refuses such keys here with 400:
    /// such labels come with the image.</para>
    /// <para>When the answer is lost, the labels are read again: one of this key and value that was not there before is taken for the one that was added. A
    /// label that someone else adds at the same time, with the same key and value, cannot be told from it.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, <paramref name="digest"/> is not the digest of a manifest,
    /// <paramref name="key"/> is not the key of a label, or <paramref name="value"/> is null.
    /// </exception>
    /// <exception cref="QuayNotFoundException">
    /// There is no such repository, or no such manifest in it that a tag which is alive reaches, itself or through a list.
    /// </exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not write to the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a label.</exception>
    /// <exception cref="QuayException">
    /// Any other error: the key has a prefix that Quay reserves (400), or the repository is read-only (503), for two.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ManifestLabel> AddLabelAsync(
        RepositoryName repository, string digest, string key, string value, string? mediaType = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a label that was added to a manifest. Speaks to <c>DELETE /api/v1/repository/{repository}/manifest/{digest}/labels/{id}</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="digest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="id">The id of the label: <see cref="ManifestLabel.Id"/>.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <remarks>
    /// <para>
    /// Labels that came with the image (<see cref="ManifestLabel.SourceType"/> is <c>manifest</c>) cannot be deleted. What a label has done to tags stays
    /// done.
    /// </para>
    /// <para>When the answer is lost, the label is read: gone is deleted, whoever did it.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, <paramref name="digest"/> is not the digest of a manifest, or
    /// <paramref name="id"/> is not a UUID.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository, manifest (one that a tag which is alive reaches) or label.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not write to the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not one of Quay's API.</exception>
    /// <exception cref="QuayException">Any other error: the label came with the image (400), or the repository is read-only (503), for two.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task DeleteLabelAsync(RepositoryName repository, string digest, string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads what the security scanner found in a manifest. Speaks to <c>GET /api/v1/repository/{repository}/manifest/{digest}/security</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="digest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="vulnerabilities">Whether the packages are wanted with their vulnerabilities; some Quays send them anyhow.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <remarks>
    /// <para>Manifests that no tag reaches any more have it too, until they are collected.</para>
    /// <para>Where the answer is a refusal, the manifest itself is read: if it can be, the server has no scanner.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="digest"/> is not the digest of a manifest.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository, or no such manifest in it.</exception>
    /// <exception cref="QuayFeatureException">The server has no scanner (<c>FEATURE_SECURITY_SCANNER</c>).</exception>
    /// <exception cref="QuayAuthenticationException">
    /// The repository is private or missing, and the token is too: missing, expired or not an OAuth token.
    /// </exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not read the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a scan.</exception>
    /// <exception cref="QuayException">Any other error: Quay cannot reach its scanner (520), for one.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ManifestSecurity> GetSecurityAsync(
        RepositoryName repository, string digest, bool vulnerabilities = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads how often a manifest was pulled. Speaks to <c>GET /api/v1/repository/{repository}/manifest/{digest}/pull_statistics</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="digest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <remarks>
    /// <para>Where the answer is a refusal, the manifest itself is read: if it can be, the server does not count pulls.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="digest"/> is not the digest of a manifest.
    /// </exception>
    /// <exception cref="QuayNotFoundException">
    /// There is no such repository, or no such manifest in it that a tag which is alive reaches, itself or through a list.
    /// </exception>
    /// <exception cref="QuayFeatureException">The server does not count pulls (<c>FEATURE_IMAGE_PULL_STATS</c>), or is older than Quay 3.16.</exception>
    /// <exception cref="QuayAuthenticationException">
    /// The repository is private or missing, and the token is too: missing, expired or not an OAuth token.
    /// </exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not read the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not such a count.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ManifestPullStatistics> GetPullStatisticsAsync(RepositoryName repository, string digest, CancellationToken cancellationToken = default);
}
