namespace Quay.Client;

/// <summary>Reads and changes the tags of repositories. Minor versions of the package add members.</summary>
/// <remarks>
/// <para>All members are thread-safe. The documentation of a member lists only what is special about it.</para>
/// <para><b>Arguments.</b> An invalid argument throws <see cref="ArgumentException"/> before any request is sent. Names and digests are
/// validated when a string is converted to them. Calls reject structs without a value, such as <c>default(TagName)</c>.</para>
/// <para><b>Exceptions.</b> Every call can throw:</para>
/// <list type="bullet">
/// <item><description><see cref="QuayAuthenticationException"/>: the call needs a token that Quay accepts.</description></item>
/// <item><description><see cref="QuayPermissionException"/>: the token's user or scope does not allow the call.</description></item>
/// <item><description><see cref="QuayNotFoundException"/>: the repository or the tag does not exist.</description></item>
/// <item><description><see cref="QuayRateLimitException"/>: Quay requested a pause that is too long to wait for.</description></item>
/// <item><description><see cref="QuayTimeoutException"/>: a time limit of the options expired.</description></item>
/// <item><description><see cref="QuayConnectionException"/>: there was no connection, or it failed.</description></item>
/// <item><description><see cref="QuayResponseException"/>: the response is not what the route returns.</description></item>
/// <item><description><see cref="QuayException"/>, their base class: any other error.</description></item>
/// <item><description><see cref="OperationCanceledException"/>: the call was cancelled. A write can still be applied.</description></item>
/// </list>
/// <para><b>Writes.</b> A write has four steps:</para>
/// <list type="number">
/// <item><description>The client reads the tag. It throws <see cref="QuayConflictException"/> if the tag does not meet the
/// <see cref="TagWriteOptions.Precondition"/>, or if Quay would silently change the requested expiry. If the tag is already in the
/// requested state, no write is sent.</description></item>
/// <item><description>The client sends the write. It throws the same exception if the tag is immutable.</description></item>
/// <item><description>If the response is lost, the client reads the tag again. It resends the write only if the write was not applied. If
/// this is unknown, it throws <see cref="QuayOutcomeUnknownException"/>.</description></item>
/// <item><description>After a success, the client reads the tag back. <see cref="TagChange.OtherEntries"/> contains what somebody else
/// wrote in the meantime.</description></item>
/// </list>
/// <para>If <see cref="QuayClientOptions.RecoverLostWrites"/> is off, the client skips the third step and throws the request's exception.
/// The client cannot detect a write that the server is still processing, or an entry that a read replica does not have yet.</para>
/// </remarks>
public interface ITagOperations
{
    /// <summary>
    /// Gets the tag history of a repository, newest entries first: the current entry of each live tag, and past entries. Quay keeps a past
    /// entry for a limited time (the time machine's window, <see cref="Repository.TagExpiration"/>).
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="query">The entries to read; null for all.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The entries. Enumeration is lazy. It sends <c>GET /api/v1/repository/{repository}/tag/</c> for each page, and throws the
    /// exceptions that <see cref="ITagOperations"/> lists.</returns>
    /// <remarks>
    /// An entry that exists from the first request to the last is returned exactly once, whatever is written or removed meanwhile. An entry
    /// that changes meanwhile is returned at most once in each state; one that is pushed meanwhile can be missing. The client requests
    /// pages that overlap, so a list of 100 pages costs about 115 requests.
    /// </remarks>
    QuayPageable<TagHistoryEntry> GetHistory(
        RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets one of Quay's own pages of a tag history, with one <c>GET /api/v1/repository/{repository}/tag/</c>. Pages that are read one
    /// after another with this method can repeat or skip entries. To read a whole history, use <see cref="GetHistory"/>.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="page">The number of the page (Quay's <c>page</c>), from 1 to 1,000,000. Page 1 has the newest entries.</param>
    /// <param name="query">The entries to read, and the number of entries per page; null for all, 100 per page.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The page. It is empty if the history has no page with the number.</returns>
    Task<QuayPage<TagHistoryEntry>> GetHistoryPageAsync(
        RepositoryName repository, int page = 1, TagHistoryQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the current history entry of a tag, with <c>GET /api/v1/repository/{repository}/tag/?specificTag=</c>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag does not exist. The message states whether it existed before.</exception>
    Task<TagHistoryEntry> GetAsync(RepositoryName repository, TagName tag, CancellationToken cancellationToken = default);

    /// <summary>Moves a tag to a manifest, or creates the tag, with <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <remarks>
    /// If <see cref="TagWriteOptions.Expiration"/> is set, the client sends it in a second request after the move. If that request fails,
    /// the tag has already moved, and the exception's message states this. <see cref="TagChange.InheritedExpiration"/> reports an expiry
    /// that Quay took from the image's label <c>quay.expires-after</c>.
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid for a push (<see cref="TagName.CanBePushed"/>).</param>
    /// <param name="manifestDigest">The digest of a manifest that a live tag points at, directly or through a manifest list.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">No live tag points at the manifest, directly or through a manifest list. If a past entry
    /// does, use <see cref="RestoreAsync"/>.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable or does not meet the precondition, or Quay would change the
    /// expiry.</exception>
    Task<TagChange> MoveAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Sets when a tag expires, with <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <remarks>
    /// <para>Quay silently limits the time to between one hour and 104 weeks after the <em>start</em> of the tag's entry. A tag whose entry
    /// started more than 104 weeks ago would expire at once.</para>
    /// <para>The client throws if Quay would change the time, unless <see cref="TagWriteOptions.AcceptAdjustedExpiration"/> is set. It
    /// always throws if the tag would expire at once. A server can have other limits, so check <see cref="TagChange.After"/>.</para>
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid for a push (<see cref="TagName.CanBePushed"/>).</param>
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
    /// <param name="tag">The tag. Its name must be valid for a push (<see cref="TagName.CanBePushed"/>).</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagChange> ClearExpirationAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a tag immutable, or mutable again, with <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <remarks>An immutable tag cannot be moved or deleted. Only an administrator of the repository can make it mutable again.</remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid for a push (<see cref="TagName.CanBePushed"/>).</param>
    /// <param name="immutable">true to make the tag immutable; false to make it mutable.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayConflictException">The tag has an expiry. Clear it first.</exception>
    /// <exception cref="QuayFeatureException">The server does not support immutable tags. It would ignore the request.</exception>
    Task<TagChange> SetImmutableAsync(
        RepositoryName repository,
        TagName tag,
        bool immutable,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a tag, with <c>DELETE /api/v1/repository/{repository}/tag/{tag}</c>. Its entry stays in the history for the time machine's
    /// window (<see cref="Repository.TagExpiration"/>). During that time, <see cref="RestoreAsync"/> can restore the tag.
    /// </summary>
    /// <remarks>If the tag is already deleted, the call succeeds and <see cref="TagChange.IsChanged"/> is false.</remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid in a URL path (<see cref="TagName.IsAddressable"/>).</param>
    /// <param name="options">The options; null for the defaults. The precondition applies only if the tag exists.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag does not exist, and its history has no entry.</exception>
    Task<TagChange> DeleteAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Restores a tag to an earlier manifest, with <c>POST /api/v1/repository/{repository}/tag/{tag}/restore</c>. No live tag needs to
    /// point at the manifest.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid in a URL path (<see cref="TagName.IsAddressable"/>).</param>
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

    /// <summary>Restores a tag to its previous manifest, or a deleted tag to its last one, like <see cref="RestoreAsync"/>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid in a URL path (<see cref="TagName.IsAddressable"/>).</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The history has no other manifest of the tag, or Quay no longer holds it.</exception>
    Task<TagChange> RestorePreviousAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Permanently deletes a tag, with <c>POST /api/v1/repository/{repository}/tag/{tag}/expire</c>. This works even if the repository is
    /// read-only.
    /// </summary>
    /// <remarks>
    /// <para>Quay's garbage collector soon removes the entry, and the manifest if nothing else uses it. Until then,
    /// <see cref="RestoreAsync"/> can restore the tag.</para>
    /// <para>Quay sets the entry's end to the start of the time machine's window. If the entry started within the window, its end is now
    /// before its start, and <see cref="TagHistoryEntry.IsPermanentlyDeleted"/> is true.</para>
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid in a URL path (<see cref="TagName.IsAddressable"/>).</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayConflictException">The tag is immutable. Quay returns 404, and the client finds the reason.</exception>
    /// <exception cref="QuayFeatureException">The server does not support permanent deletion.</exception>
    Task<TagChange> DeletePermanentlyAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Permanently deletes the past entries of a tag that point at a manifest, with
    /// <c>POST /api/v1/repository/{repository}/tag/{tag}/expire</c>. The current entry stays.
    /// </summary>
    /// <remarks>If the tag has more than 20 entries, the client cannot verify a write whose response was lost.</remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid in a URL path (<see cref="TagName.IsAddressable"/>).</param>
    /// <param name="manifestDigest">The digest of the manifest.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag has no past entry of the manifest within the time machine's window.</exception>
    /// <exception cref="QuayConflictException">The entries are immutable. Quay returns 404, and the client finds the reason.</exception>
    /// <exception cref="QuayFeatureException">The server does not support permanent deletion.</exception>
    Task<TagChange> DeletePastPermanentlyAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets how often a tag was pulled, with <c>GET /api/v1/repository/{repository}/tag/{tag}/pull_statistics</c>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag. Its name must be valid in a URL path (<see cref="TagName.IsAddressable"/>).</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayFeatureException">The server does not count pulls.</exception>
    Task<TagPullStatistics> GetPullStatisticsAsync(RepositoryName repository, TagName tag, CancellationToken cancellationToken = default);
}
