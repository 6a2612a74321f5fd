namespace Quay.Client;

/// <summary>Reads and changes the tags of repositories. Minor versions of the package add members.</summary>
/// <remarks>
/// <para>All members can be called from several threads at once. The documentation of a member lists only what is special about it.</para>
/// <para><b>Arguments.</b> An invalid argument throws <see cref="ArgumentException"/> before any request is sent. Names and digests are
/// validated when they are converted from string; <c>default</c> values are rejected by the call.</para>
/// <para><b>Errors.</b> Every call throws <see cref="QuayAuthenticationException"/> if the token is missing, expired or not an OAuth token;
/// <see cref="QuayPermissionException"/> if its user or scope does not allow the call; <see cref="QuayNotFoundException"/> if the
/// repository or tag does not exist; <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>,
/// <see cref="QuayConnectionException"/> and <see cref="QuayResponseException"/>; and <see cref="QuayException"/>, their base class, for
/// any other error. Cancellation throws <see cref="OperationCanceledException"/>; a request in progress may still take effect.</para>
/// <para><b>Writes.</b> A write reads the tag first. No request is sent if the tag is already in the requested state, if the
/// <see cref="TagWriteOptions.Precondition"/> is not met, or if Quay would do harm instead of what was requested
/// (<see cref="QuayConflictException"/>; also thrown if the tag is immutable). If a response is lost, the client reads the tag before it
/// sends the request again, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off; it throws
/// <see cref="QuayOutcomeUnknownException"/> if it cannot determine whether the write was applied. After a success the tag is read back,
/// and <see cref="TagChange.OtherEntries"/> reports what somebody else wrote in between. The client cannot detect a request that the server
/// is still processing, or an entry that a read replica does not have yet.</para>
/// </remarks>
public interface ITagOperations
{
    /// <summary>
    /// Reads the tag history of a repository, newest entries first: the present entry of each tag and those that ended, as far back as the
    /// repository's time machine keeps them (<see cref="Repository.TagExpiration"/>).
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="query">The entries to read; null for all.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The entries. Enumeration is lazy, sends <c>GET /api/v1/repository/{repository}/tag/</c> for each page, and throws what a
    /// call throws.</returns>
    /// <remarks>If Quay's collector removes entries during the enumeration, the list can skip others.</remarks>
    QuayPageable<TagHistoryEntry> GetHistory(
        RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the entry that a tag points at now, with <c>GET /api/v1/repository/{repository}/tag/?specificTag=</c>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag does not exist. The message states whether it ever did.</exception>
    Task<TagHistoryEntry> GetAsync(RepositoryName repository, TagName tag, CancellationToken cancellationToken = default);

    /// <summary>Moves a tag to a manifest, or creates it, with <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <remarks>
    /// <see cref="TagWriteOptions.Expiration"/> is set by a second request. If that request fails, the tag has moved, and the message of
    /// the exception says so. <see cref="TagChange.InheritedExpiration"/> reports an expiry that the image's label set.
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag; its name must be one that can be pushed.</param>
    /// <param name="manifestDigest">The digest of a manifest that a live tag of the repository reaches.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">No live tag reaches the manifest. <see cref="RestoreAsync"/> restores what only the history
    /// has.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable, does not meet the precondition, or cannot have the expiry.</exception>
    Task<TagChange> MoveAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Sets when a tag expires, with <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <remarks>
    /// Quay changes the time, without reporting it, to between one hour and 104 weeks after the <em>start</em> of the tag's entry; an older
    /// tag would expire at once. The client rejects such times unless <see cref="TagWriteOptions.AcceptAdjustedExpiration"/> is set, and
    /// always if the tag would expire at once. An administrator of Quay can change the two limits: compare <see cref="TagChange.After"/>.
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag; its name must be one that can be pushed.</param>
    /// <param name="expiration">The time, in any time zone; fractions of a second are dropped.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expiration"/> is not in the future.</exception>
    /// <exception cref="QuayConflictException">Quay would change the time, the tag would expire at once, or the tag is
    /// immutable.</exception>
    Task<TagChange> SetExpirationAsync(
        RepositoryName repository,
        TagName tag,
        DateTimeOffset expiration,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Removes the expiry of a tag, with <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag; its name must be one that can be pushed.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagChange> ClearExpirationAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a tag immutable (it can be neither moved nor deleted) or mutable again (only an administrator can do this), with
    /// <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag; its name must be one that can be pushed.</param>
    /// <param name="immutable">true to make the tag immutable; false to make it mutable.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayConflictException">The tag has an expiry. Clear it first.</exception>
    /// <exception cref="QuayFeatureException">The server has no immutable tags: it would report success and do nothing.</exception>
    Task<TagChange> SetImmutableAsync(
        RepositoryName repository,
        TagName tag,
        bool immutable,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a tag, with <c>DELETE /api/v1/repository/{repository}/tag/{tag}</c>. Its entry stays in the history, from which the tag can
    /// be restored while the time machine keeps it.
    /// </summary>
    /// <remarks>A tag that is already deleted is not an error: <see cref="TagChange.IsChanged"/> is false.</remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="options">The options; null for the defaults. The precondition applies only if the tag exists.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag does not exist, and its history has no entry.</exception>
    Task<TagChange> DeleteAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Restores a tag to a manifest of its history, even if no live tag reaches it, with
    /// <c>POST /api/v1/repository/{repository}/tag/{tag}/restore</c>.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Quay restores any name that a path can hold.</param>
    /// <param name="manifestDigest">The digest of the manifest.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The repository no longer holds the manifest, or does not exist.</exception>
    Task<TagChange> RestoreAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Restores a tag to its previous manifest, or to its last one if it was deleted, like <see cref="RestoreAsync"/>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Quay restores any name that a path can hold.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The history has no other manifest of the tag, or Quay no longer holds it.</exception>
    Task<TagChange> RestorePreviousAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a tag permanently, with <c>POST /api/v1/repository/{repository}/tag/{tag}/expire</c>, also in a read-only repository. Quay's
    /// collector soon removes the entry, and the manifest if nothing else uses it. Until then <see cref="RestoreAsync"/> restores the tag;
    /// afterwards the deletion is final.
    /// </summary>
    /// <remarks>
    /// Until the collector runs, the entry has an end at the start of the time machine's window
    /// (<see cref="TagHistoryEntry.IsPermanentlyDeleted"/>).
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayConflictException">The tag is immutable. Quay returns 404, so the client reads the tag again.</exception>
    /// <exception cref="QuayFeatureException">The server has no permanent deletion.</exception>
    Task<TagChange> DeletePermanentlyAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the past entries of a tag that point at a manifest permanently, with
    /// <c>POST /api/v1/repository/{repository}/tag/{tag}/expire</c>. The entry that is alive stays.
    /// </summary>
    /// <remarks>If the tag has more than 20 entries, a lost response cannot be verified: the outcome is unknown.</remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="manifestDigest">The digest of the manifest.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag has no past entry of the manifest within the time machine's window.</exception>
    /// <exception cref="QuayConflictException">The entries are immutable. Quay returns 404, so the client reads them again.</exception>
    /// <exception cref="QuayFeatureException">The server has no permanent deletion.</exception>
    Task<TagChange> DeletePastPermanentlyAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets how often a tag was pulled, with <c>GET /api/v1/repository/{repository}/tag/{tag}/pull_statistics</c>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayFeatureException">The server does not count pulls.</exception>
    Task<TagPullStatistics> GetPullStatisticsAsync(RepositoryName repository, TagName tag, CancellationToken cancellationToken = default);
}
