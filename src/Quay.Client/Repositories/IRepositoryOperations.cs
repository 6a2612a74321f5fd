namespace Quay.Client;

/// <summary>Reads, creates, changes and deletes repositories. Safe for concurrent use. Minor versions add members.</summary>
/// <remarks>
/// <para>Every method throws <see cref="ArgumentException"/> before any request if an argument is invalid: <c>default(RepositoryName)</c>,
/// null, or a value outside its range. Every method for one repository throws <see cref="QuayNotFoundException"/> if it does not
/// exist.</para>
/// <para>Every method and enumeration can throw <see cref="QuayAuthenticationException"/>, <see cref="QuayPermissionException"/> (also if
/// the repository does not exist and the user must not know), <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>,
/// <see cref="QuayConnectionException"/>, <see cref="QuayResponseException"/>, <see cref="QuayException"/> for any other error, and
/// <see cref="OperationCanceledException"/>.</para>
/// <para>If the response to a write is lost, the client reads the repository. It resends the write only if it was not applied, and throws
/// <see cref="QuayOutcomeUnknownException"/> if unsure. With <see cref="QuayClientOptions.RecoverLostWrites"/> off, the original
/// exception is thrown.</para>
/// </remarks>
public interface IRepositoryOperations
{
    /// <summary>Gets a repository, with at most 500 of its live tags (<see cref="Repository.TagsMayBeCut"/>).</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="includeTags">Whether to include <see cref="Repository.Tags"/>; null for Quay's default, which includes them.</param>
    /// <param name="includeStats">Whether to include <see cref="Repository.Stats"/>; null for Quay's default, which does not.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayAuthenticationException">The token is invalid, so the caller's rights would be wrong. Or there is no
    /// token, and the repository is private or missing.</exception>
    Task<Repository> GetAsync(
        RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default);

    /// <summary>Lists repositories, the oldest first, 100 per page.</summary>
    /// <param name="query">The selection, such as <c>RepositoryQuery.InNamespace("acme")</c>.</param>
    /// <param name="cancellationToken">Cancels the enumeration, also between two items.</param>
    /// <returns>A lazy list: enumeration sends the requests and throws their exceptions.</returns>
    /// <remarks>
    /// <para>Quay ignores a dead token and lists only what is public. If a page does not show that Quay accepted the token, the client
    /// verifies it with one request, whose result is valid for five minutes, and throws <see cref="QuayAuthenticationException"/> if the
    /// token is dead.</para>
    /// <para>Quay restarts the list silently if a page token has expired (after two days). The enumeration then throws
    /// <see cref="QuayResponseException"/> instead of repeating items. A repository that is deleted and created again during the
    /// enumeration can be listed twice, or look like such a restart.</para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="query"/> requests the starred repositories, but the client has no
    /// token.</exception>
    QuayPageable<RepositoryListItem> List(RepositoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets the usage log of a repository, the newest entries first, 20 per page. The token needs the scope <c>repo:admin</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="query">The days in UTC; null for the last 24 hours.</param>
    /// <param name="cancellationToken">Cancels the enumeration, also between two items.</param>
    /// <returns>A lazy list: enumeration sends the requests and throws their exceptions.</returns>
    /// <remarks>
    /// <para>Quay restarts the log silently if a page token has expired (after two days). The enumeration then throws
    /// <see cref="QuayResponseException"/>, and also if more than a page of entries of one second are equal.</para>
    /// <para>If two pages meet between entries of the same second, old Quays repeat entries, and newer ones (3.8) skip entries there and on
    /// each later page. Reading day by day limits the loss to that day.</para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="query"/> ends before it starts, or has only an end.</exception>
    QuayPageable<LogEntry> GetLogs(RepositoryName repository, LogQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Creates an empty repository. The token needs the scope <c>repo:create</c>.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>. Its namespace must exist.</param>
    /// <param name="visibility">Who may pull from the repository.</param>
    /// <param name="description">The description in Markdown.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <remarks>
    /// If the response is lost, a repository with the same visibility and description counts as this one, even if someone else created it.
    /// With a token that cannot read repositories, the outcome is unknown.
    /// </remarks>
    /// <exception cref="QuayConflictException">The repository exists already.</exception>
    /// <exception cref="QuayPermissionException">The token does not allow creating repositories in the namespace, or the namespace does not
    /// exist.</exception>
    Task CreateAsync(
        RepositoryName repository,
        RepositoryVisibility visibility,
        string description = "",
        CancellationToken cancellationToken = default);

    /// <summary>Replaces the description of a repository. The token needs the scope <c>repo:write</c>.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="description">The description in Markdown; empty for none.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <remarks>
    /// Concurrent changes overwrite each other. After a lost response, the client does not overwrite a change of someone else.
    /// </remarks>
    Task UpdateDescriptionAsync(RepositoryName repository, string description, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a repository with all its tags and their history. <b>This cannot be undone.</b> The token needs the scope <c>repo:admin</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="confirm">The same name again, as a confirmation.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <returns>True if the repository was deleted; false if it did not exist.</returns>
    /// <remarks>
    /// After a lost response, the client deletes again only if the repository is certainly the same. It cannot distinguish a public
    /// repository from a new one that looks the same.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="confirm"/> is another name.</exception>
    Task<bool> DeleteAsync(RepositoryName repository, RepositoryName confirm, CancellationToken cancellationToken = default);

    /// <summary>Makes a repository public or private. The token needs the scope <c>repo:admin</c>.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="visibility">Who may pull from the repository.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    Task ChangeVisibilityAsync(
        RepositoryName repository, RepositoryVisibility visibility, CancellationToken cancellationToken = default);

    /// <summary>Changes the state of a repository, for example to read-only. The token needs the scope <c>repo:admin</c>.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="state">The new state.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <exception cref="QuayFeatureException">The server does not support states (<c>FEATURE_REPO_MIRROR</c>).</exception>
    Task ChangeStateAsync(RepositoryName repository, RepositoryState state, CancellationToken cancellationToken = default);
}
