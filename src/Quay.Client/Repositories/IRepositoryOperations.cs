namespace Quay.Client;

/// <summary>Reads, makes, changes and deletes repositories. Safe for use by several threads at once. Minor versions add members.</summary>
public interface IRepositoryOperations
{
    /// <summary>
    /// Reads a repository, with at most 500 of the tags that are alive (<see cref="Repository.TagsMayBeCut"/>).
    /// Speaks to <c>GET /api/v1/repository/{repository}</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="includeTags">Whether <see cref="Repository.Tags"/> is wanted; null leaves it to Quay, which sends them.</param>
    /// <param name="includeStats">Whether <see cref="Repository.Stats"/> is wanted; null leaves it to Quay, which does not send them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">
    /// The token is expired, revoked or not an OAuth token, so the caller's rights and star would be wrong. Or there is no token, and the repository is
    /// private or missing.
    /// </exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not read it, or it does not exist and the user may not know.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a repository.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<Repository> GetAsync(RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists repositories, the oldest first, 100 a page.
    /// Speaks to <c>GET /api/v1/repository</c>, once a page.
    /// </summary>
    /// <param name="query">Which repositories: <c>RepositoryQuery.InNamespace("acme")</c>, for one.</param>
    /// <param name="cancellationToken">Ends the reading, in flight and between rows, whenever it is enumerated.</param>
    /// <returns>The rows. Nothing is requested until they are enumerated; enumerating throws what the remarks name.</returns>
    /// <remarks>
    /// <para>The pages are named by tokens that Quay knows for two days. It answers one that it does not know with the first page, and says nothing; that is
    /// seen here by the rows, and enumerating throws instead of giving them twice or without end. A repository that is deleted and made again while the
    /// list is read comes a second time, or is taken for such a beginning when it is the first of a page.</para>
    /// <para>Quay ignores an expired or revoked token and lists only what is public, or nothing. If a page is empty, or does not show that Quay accepted
    /// the token, the client verifies the token with one request, whose result is valid for five minutes. If the token is dead, the enumeration
    /// throws <see cref="QuayAuthenticationException"/>. For a namespace that does not exist, the list is empty. The list of the
    /// starred ones ends at 99 (<see cref="RepositoryQuery.Starred"/>).</para>
    /// <para>Enumerating throws <see cref="QuayAuthenticationException"/>, <see cref="QuayPermissionException"/>, <see cref="QuayRateLimitException"/>,
    /// <see cref="QuayTimeoutException"/>, <see cref="QuayConnectionException"/>, <see cref="QuayResponseException"/> (pages that do not follow each other
    /// among them), or <see cref="QuayException"/> for any other error.</para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="query"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="query"/> requests the starred repositories, but the client has no token.</exception>
    QuayPageable<RepositoryListItem> List(RepositoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the usage log of a repository, newest entries first, 20 a page: who pushed, pulled, moved and deleted what.
    /// Speaks to <c>GET /api/v1/repository/{repository}/logs</c>, once a page; the token needs the scope <c>repo:admin</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="query">Which days, in UTC; null for what Quay gives unasked, from one day ago on.</param>
    /// <param name="cancellationToken">Ends the reading, in flight and between rows, whenever it is enumerated.</param>
    /// <returns>The entries. Nothing is requested until they are enumerated; enumerating throws what the remarks name.</returns>
    /// <remarks>
    /// <para>The pages are named by tokens that Quay knows for two days, and answers with the first page when it does not. Enumerating throws when a page
    /// goes back to newer times, or is the first page or the one before it again to the letter; so it does also where more than a page of entries of one
    /// second look alike.</para>
    /// <para>It cannot prevent what Quay does where two pages meet between entries of the same time: an old one gives some twice, and a newer one (3.8)
    /// leaves out entries there and on each page after it. Reading day by day keeps such a loss within its day.</para>
    /// <para>Enumerating throws <see cref="QuayNotFoundException"/> (no such repository), <see cref="QuayAuthenticationException"/>,
    /// <see cref="QuayPermissionException"/>, <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>, <see cref="QuayConnectionException"/>,
    /// <see cref="QuayResponseException"/> (pages that do not follow each other among them), or <see cref="QuayException"/> for any other error: a log
    /// that cannot be searched at present among them, of which Quay gives an empty list.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="query"/> ends before it begins, or has an end alone.
    /// </exception>
    QuayPageable<LogEntry> GetLogs(RepositoryName repository, LogQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a repository, without tags.
    /// Speaks to <c>POST /api/v1/repository</c>, after a <c>GET /api/v1/repository/{repository}</c> that sees whether there is one; the token needs the scope
    /// <c>repo:create</c>.
    /// </summary>
    /// <remarks>
    /// Quay answers 400 to one that is there; that is a conflict here. When the answer is lost it is looked for, and made again only if it is not there. One
    /// that somebody else made meanwhile with the same visibility and description cannot be told from it. A token that may make repositories and not read
    /// them leaves the outcome of a lost answer unknown.
    /// </remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>; the namespace has to be there.</param>
    /// <param name="visibility">Who may pull from it.</param>
    /// <param name="description">The description, in Markdown.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way may have its effect or not.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="description"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="visibility"/> is none.</exception>
    /// <exception cref="QuayConflictException">There is such a repository already; Quay's answer to it is 400.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not make repositories there, or there is no such namespace.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">
    /// No whole answer in time, and what became of the write is not looked after (<see cref="QuayClientOptions.RecoverLostWrites"/>).
    /// </exception>
    /// <exception cref="QuayConnectionException">No answer, and what became of the write is not looked after; or nobody answers at all.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and the state afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayResponseException">The answer is not the one of this endpoint.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task CreateAsync(
        RepositoryName repository, RepositoryVisibility visibility, string description = "", CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces the description of a repository.
    /// Speaks to <c>PUT /api/v1/repository/{repository}</c>, after a <c>GET</c> of it; the token needs the scope <c>repo:write</c>.
    /// </summary>
    /// <remarks>
    /// Quay has no way to change it only if nobody else did: the last one wins. When the answer is lost, it is not written over what somebody else wrote.
    /// </remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="description">The description, in Markdown; empty for none.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way may have its effect or not.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="description"/> is null.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not change it, or it does not exist and the user may not know.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">
    /// No whole answer in time, and what became of the write is not looked after (<see cref="QuayClientOptions.RecoverLostWrites"/>).
    /// </exception>
    /// <exception cref="QuayConnectionException">No answer, and what became of the write is not looked after; or nobody answers at all.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and the state afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayResponseException">The answer is not the one of this endpoint.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task UpdateDescriptionAsync(RepositoryName repository, string description, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a repository with all its tags and their history. <b>It cannot be undone.</b>
    /// Speaks to <c>DELETE /api/v1/repository/{repository}</c>, after a <c>GET</c> of it; the token needs the scope <c>repo:admin</c>.
    /// </summary>
    /// <remarks>
    /// Quay answers 204 whether there was one or not, so it is read before, and nothing is sent when there is none. When the answer is lost and there is a
    /// repository of another description, visibility or badge, as somebody may have made meanwhile, that is left alone; a new public one that looks the same
    /// cannot be told apart.
    /// </remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="confirm">The same name again, as the one who wants it gone gave it.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way may have its effect or not.</param>
    /// <returns>True when it is deleted; false when there was none.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="confirm"/> is another name.
    /// </exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not delete it, or it does not exist and the user may not know.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">
    /// No whole answer in time, and what became of the write is not looked after (<see cref="QuayClientOptions.RecoverLostWrites"/>).
    /// </exception>
    /// <exception cref="QuayConnectionException">No answer, and what became of the write is not looked after; or nobody answers at all.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and the state afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayResponseException">The answer is not the one of this endpoint.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<bool> DeleteAsync(RepositoryName repository, RepositoryName confirm, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a repository public or private.
    /// Speaks to <c>POST /api/v1/repository/{repository}/changevisibility</c>; the token needs the scope <c>repo:admin</c>.
    /// </summary>
    /// <remarks>
    /// To one that is missing Quay answers 200, which is an exception here. When the answer is lost and it is as it was, the change is sent again, also where
    /// somebody else took it back within that moment.
    /// </remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="visibility">Who may pull from it.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way may have its effect or not.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="visibility"/> is none.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not change it, or it does not exist and the user may not know.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">
    /// No whole answer in time, and what became of the write is not looked after (<see cref="QuayClientOptions.RecoverLostWrites"/>).
    /// </exception>
    /// <exception cref="QuayConnectionException">No answer, and what became of the write is not looked after; or nobody answers at all.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and the state afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayResponseException">The answer is not the one of this endpoint.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task ChangeVisibilityAsync(RepositoryName repository, RepositoryVisibility visibility, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a repository into a state: read-only, for one.
    /// Speaks to <c>PUT /api/v1/repository/{repository}/changestate</c>; the token needs the scope <c>repo:admin</c>, and the server the feature
    /// <c>FEATURE_REPO_MIRROR</c>.
    /// </summary>
    /// <remarks>
    /// A server without the feature takes the path for that of another repository and complains of a missing description, or of missing rights; that is told
    /// apart here. When the answer is lost and the state is not the new one, the change is sent again, also where somebody else changed it within that moment.
    /// </remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="state">The new state.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way may have its effect or not.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="state"/> is none.</exception>
    /// <exception cref="QuayFeatureException">The server does not offer it.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not change it, or it does not exist and the user may not know.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">
    /// No whole answer in time, and what became of the write is not looked after (<see cref="QuayClientOptions.RecoverLostWrites"/>).
    /// </exception>
    /// <exception cref="QuayConnectionException">No answer, and what became of the write is not looked after; or nobody answers at all.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and the state afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayResponseException">The answer is not the one of this endpoint.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task ChangeStateAsync(RepositoryName repository, RepositoryState state, CancellationToken cancellationToken = default);
}
