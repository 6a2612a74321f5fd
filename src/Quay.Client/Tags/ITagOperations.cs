namespace Quay.Client;

/// <summary>Reads and changes the tags of repositories. Safe for use by several threads at once. Minor versions add members.</summary>
public interface ITagOperations
{
    /// <summary>
    /// Reads the tag history of a repository, newest rows first: each tag's present row and those that ended, as far back as the repository's time
    /// machine keeps them (<see cref="Repository.TagExpiration"/>).
    /// Speaks to <c>GET /api/v1/repository/{repository}/tag/</c>, once a page.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="query">Which rows, and how many a page; null for every row, 100 a page.</param>
    /// <param name="cancellationToken">Ends the reading, in flight and between rows, whenever it is enumerated.</param>
    /// <returns>The rows. Nothing is requested until they are enumerated; enumerating throws what the remarks name.</returns>
    /// <remarks>
    /// <para>A row that a push shifts onto the next page while the list is read is given once. Quay's collector can remove rows while the list is
    /// read, and make it skip others.</para>
    /// <para>Enumerating throws <see cref="QuayNotFoundException"/> (no such repository), <see cref="QuayAuthenticationException"/>,
    /// <see cref="QuayPermissionException"/>, <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>,
    /// <see cref="QuayConnectionException"/>, <see cref="QuayResponseException"/> (pages that do not follow each other among them), or
    /// <see cref="QuayException"/> for any other error.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    QuayPageable<TagHistoryEntry> GetHistory(RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads what a tag points at now. Speaks to <c>GET /api/v1/repository/{repository}/tag/</c> with <c>specificTag</c>: Quay has no endpoint for one tag.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such tag; the message says whether there ever was.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagHistoryEntry> GetAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default);

    /// <summary>
    /// Points a tag at a manifest of its repository, and makes it if there is none: what promoting an image is. Speaks to
    /// <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.
    /// </summary>
    /// <remarks>
    /// <para>It reads the tag before and after. A tag that points there already is left alone, where Quay would make a new row and drop its expiry; an expiry is
    /// set after the move, because with it Quay would put it on the row that the move ends; and an expiry that the image's label gave the new row is reported.</para>
    /// <para>A lost answer does not make it twice: the history is read before it is sent again. What that cannot see is a request that the server is still
    /// working at, and a row that a read replica does not have yet.</para>
    /// <para>With an expiry these are two writes. If the second fails the tag has moved, and the message begins with "… was moved, and":
    /// <see cref="QuayConflictException"/> if the expiry was refused, <see cref="QuayOutcomeUnknownException"/> if it cannot be told, otherwise a plain
    /// <see cref="QuayException"/>. Nothing moves the tag back. A cancellation between the two leaves the tag moved without an expiry.</para>
    /// <para>Quay does not compare: between the look and the move somebody else can write, and <see cref="TagChange.OtherEntries"/> tells it afterwards.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="manifestDigest">The digest of a manifest that a live tag of the repository reaches, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="options">What is expected before, and an expiry; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was there before, and what is there now.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">No live tag reaches the manifest, or there is no such repository. What only the history has is restored.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable, does not point at what was expected, or cannot have that expiry.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> MoveAsync(
        RepositoryName repository, string tag, string manifestDigest, TagMoveOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sets when a tag expires. Speaks to <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <remarks>
    /// <para>Quay moves the time to between one hour and 104 weeks after the <em>start</em> of the tag's row, without a word; a tag that is older than that dies at
    /// once. So the row is read first: what would kill the tag is refused, and so is what Quay would change, unless that is accepted.
    /// <see cref="TagChange.After"/> has what Quay set. A Quay whose administrator changed these two limits may still set another time: compare.</para>
    /// <para>A lost answer does not make it twice: the history is read before it is sent again. What that cannot see is a request that the server is still
    /// working at, and a row that a read replica does not have yet.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="expiration">When, in any time zone; fractions of a second are cut.</param>
    /// <param name="acceptAdjusted">Whether Quay may make another time of it, as long as that is in the future.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expiration"/> is not in the future.</exception>
    /// <exception cref="QuayNotFoundException">There is no such tag; the message says whether there ever was.</exception>
    /// <exception cref="QuayConflictException">The time would kill the tag or be changed, and nothing was sent; or the tag is immutable.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> SetExpirationAsync(
        RepositoryName repository, string tag, DateTimeOffset expiration, bool acceptAdjusted = false, CancellationToken cancellationToken = default);

    /// <summary>Makes a tag stay until it is moved or deleted. Speaks to <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.</summary>
    /// <remarks>
    /// <para>A lost answer does not make it twice: the history is read before it is sent again. What that cannot see is a request that the server is still
    /// working at, and a row that a read replica does not have yet.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such tag; the message says whether there ever was.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> ClearExpirationAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a tag immutable, so that it can be neither moved nor deleted, or mutable again, which an administrator alone may.
    /// Speaks to <c>PUT /api/v1/repository/{repository}/tag/{tag}</c>.
    /// </summary>
    /// <remarks>
    /// <para>A server without the feature answers as if it had done it; here it says so, and nothing is sent.</para>
    /// <para>A lost answer does not make it twice: the history is read before it is sent again. What that cannot see is a request that the server is still
    /// working at, and a row that a read replica does not have yet.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="immutable">Which of the two.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such tag; the message says whether there ever was.</exception>
    /// <exception cref="QuayConflictException">The tag has an expiry, which is cleared first.</exception>
    /// <exception cref="QuayFeatureException">The server has no immutable tags.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> SetImmutableAsync(RepositoryName repository, string tag, bool immutable, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a tag; its row stays in the history, from which it can be restored while the time machine keeps it. Speaks to
    /// <c>DELETE /api/v1/repository/{repository}/tag/{tag}</c>.
    /// </summary>
    /// <remarks>
    /// <para>No name reaches the route of a repository, as one with a slash would, which deletes that. A tag that is dead already is no error
    /// (<see cref="TagChange.IsChanged"/> is false); one that never was is.</para>
    /// <para>A lost answer does not make it twice: the history is read before it is sent again. What that cannot see is a request that the server is still
    /// working at, and a row that a read replica does not have yet.</para>
    /// <para>Between the look and the request somebody else can move the tag, and then what they moved it to is deleted.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="expectedDigest">What the tag must point at before, if it is alive; null for anything. A dead tag is left as it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such tag, and never was as far as the history goes.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable, or does not point at what was expected.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> DeleteAsync(
        RepositoryName repository, string tag, string? expectedDigest = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Points a tag at a manifest that the history still holds, also when no live tag does. Speaks to
    /// <c>POST /api/v1/repository/{repository}/tag/{tag}/restore</c>.
    /// </summary>
    /// <remarks>
    /// <para>No request is sent if the tag already points there; Quay would add an entry. Quay accepts any name, such as
    /// <c>a b</c>. The client rejects a name that a server or a proxy could interpret as another path.</para>
    /// <para>A lost answer does not make it twice: the history is read before it is sent again. What that cannot see is a request that the server is still
    /// working at, and a row that a read replica does not have yet.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="manifestDigest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="expectedDigest">
    /// What the tag must point at before; null for anything. Quay does not compare: it is looked at before the request, and <see cref="TagChange.OtherEntries"/> tells
    /// afterwards whether somebody wrote in between.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">The repository does not hold the manifest any more, or there is no such repository.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable, or does not point at what was expected.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> RestoreAsync(
        RepositoryName repository, string tag, string manifestDigest, string? expectedDigest = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Points a tag at what it pointed at before the present manifest, or at its last one if it was deleted: as <see cref="RestoreAsync"/>, with the digest from
    /// the history. Called again it goes back to where it was, for what it restored is the newest then.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">The history has no other manifest of the tag, or it is not held any more.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> RestorePreviousAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a tag permanently: Quay's collector soon removes its entry, and the manifest if nothing else uses it. Until then
    /// <see cref="RestoreAsync"/> with its digest brings the tag back; afterwards, the deletion is final. Requires
    /// <c>POST /api/v1/repository/{repository}/tag/{tag}/expire</c>.
    /// </summary>
    /// <remarks>
    /// <para>It works in a read-only repository too. Until the collector runs, the entry stays in the history, with an end at the start of the time machine's window.
    /// That end is before the entry's start, unless the entry is older than the window (<see cref="TagHistoryEntry.IsPermanentlyDeleted"/>). The tag was deleted at that end
    /// plus the window.</para>
    /// <para>A lost answer does not make it twice: the history is read before it is sent again. What that cannot see is a request that the server is still
    /// working at, and a row that a read replica does not have yet.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="includeSubmanifests">Whether the manifests of a list are taken out too.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such tag; the message says whether there ever was.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable. Quay responds 404, so the tag is read again.</exception>
    /// <exception cref="QuayFeatureException">The server does not delete permanently.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> DeletePermanentlyAsync(
        RepositoryName repository, string tag, bool includeSubmanifests = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the past entries of a tag that point at a manifest permanently: Quay's collector soon removes them, and the manifest if nothing else uses it.
    /// Until then <see cref="RestoreAsync"/> with the digest brings the tag back; afterwards, the deletion is final. Requires
    /// <c>POST /api/v1/repository/{repository}/tag/{tag}/expire</c>.
    /// </summary>
    /// <remarks>
    /// <para>A row of the tag that is alive stays. Of a tag with more than 20 rows a lost answer cannot be looked after, and is unknown.</para>
    /// </remarks>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="manifestDigest">The digest of the manifest, such as <c>sha256:0cd3…</c>.</param>
    /// <param name="includeSubmanifests">Whether the manifests of a list are taken out too.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">The tag has no dead row of the manifest within the time machine's window.</exception>
    /// <exception cref="QuayConflictException">The entries are immutable. Quay responds 404, so they are read again.</exception>
    /// <exception cref="QuayFeatureException">The server does not delete permanently.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, or Quay's word cannot be seen in its state, and whether it happened cannot be told.</exception>
    /// <exception cref="QuayConnectionException">No answer; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time; it had not happened when that was looked at, unless <see cref="QuayClientOptions.RecoverLostWrites"/> is off.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagChange> DeletePastPermanentlyAsync(
        RepositoryName repository, string tag, string manifestDigest, bool includeSubmanifests = false, CancellationToken cancellationToken = default);

    /// <summary>Reads how often a tag was pulled. Speaks to <c>GET /api/v1/repository/{repository}/tag/{tag}/pull_statistics</c>.</summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag: with a slash or empty it would reach a
    /// repository. Nothing was sent.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such tag; the message says whether there ever was.</exception>
    /// <exception cref="QuayFeatureException">The server does not count pulls.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; a request under way then may have its effect or not.</exception>
    Task<TagPullStatistics> GetPullStatisticsAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default);
}
