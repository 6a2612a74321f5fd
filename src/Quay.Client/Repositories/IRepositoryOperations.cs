namespace Quay.Client;

/// <summary>Reads, creates, changes and deletes repositories. Thread-safe. Minor versions add members.</summary>
/// <remarks>
/// <para><b>Arguments.</b> An invalid argument throws <see cref="ArgumentException"/> before any request is sent.</para>
/// <para><b>Exceptions.</b> If the repository does not exist, a method for one repository throws <see cref="QuayNotFoundException"/>.
/// <see cref="CreateAsync"/> and <see cref="DeleteAsync"/> do not. <see cref="QuayPermissionException"/> can also mean that the repository
/// does not exist in a namespace to which the user has no access. The other exceptions are those of <see cref="ITagOperations"/>.</para>
/// <para><b>Writes.</b> If the response is lost, the client reads the repository. It resends the write only if it was not applied. If this
/// is unknown, it throws <see cref="QuayOutcomeUnknownException"/>. If <see cref="QuayClientOptions.RecoverLostWrites"/> is off, the client
/// does none of this. It throws the exception of the failed request, such as <see cref="QuayConnectionException"/>.</para>
/// </remarks>
public interface IRepositoryOperations
{
    /// <summary>Gets a repository, with at most 500 of its live tags (<see cref="Repository.TagsMayBeCut"/>).</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="includeTags">Whether to include <see cref="Repository.Tags"/>; null for Quay's default, which includes them.</param>
    /// <param name="includeStats">Whether to include <see cref="Repository.Stats"/>; null for Quay's default, which does not.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <remarks>The client verifies the token. Quay ignores a rejected one, and <see cref="Repository.CanWrite"/> is then wrong.</remarks>
    /// <exception cref="QuayAuthenticationException">Quay does not accept the token. Or the client has no token, and the repository is
    /// private or does not exist.</exception>
    Task<Repository> GetAsync(
        RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default);

    /// <summary>Lists repositories, the oldest first, 100 per page.</summary>
    /// <param name="query">The repositories to list, such as <c>RepositoryQuery.InNamespace("acme")</c>.</param>
    /// <param name="cancellationToken">Cancels the enumeration. It is checked before each item.</param>
    /// <returns>The repositories. Enumeration is lazy: it sends the requests, and throws their exceptions.</returns>
    /// <remarks>
    /// <para>Quay ignores a token that it does not accept, and lists only public repositories. If a page is empty or lacks
    /// <see cref="RepositoryListItem.IsStarred"/>, the client verifies the token with one more request. If Quay rejects the token, the
    /// enumeration throws <see cref="QuayAuthenticationException"/>.</para>
    /// <para>If a page token has expired (after two days), Quay silently restarts the list. The enumeration then throws
    /// <see cref="QuayResponseException"/>. If a repository is deleted and created again during the enumeration, it can be listed twice or
    /// cause this exception.</para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="query"/> selects the starred repositories, but the client has no
    /// token.</exception>
    QuayPageable<RepositoryListItem> List(RepositoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets the usage log of a repository, newest entries first. The token needs the scope <c>repo:admin</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="query">The days in UTC; null for the last 24 hours.</param>
    /// <param name="cancellationToken">Cancels the enumeration. It is checked before each item.</param>
    /// <returns>The entries. Enumeration is lazy: it sends the requests, and throws their exceptions.</returns>
    /// <remarks>
    /// <para>Quay's pages skip entries if a page of 20 ends between two entries with the same time (in MySQL, the same second). The client
    /// therefore compares each day with Quay's counts (<c>aggregatelogs</c>, one request per month), and reads an incomplete day again. If
    /// entries are still missing, the enumeration returns all others, and then throws <see cref="QuayResponseException"/> with the number
    /// of missing entries for each day and kind.</para>
    /// <para>The first page is returned at once. Later entries are returned when their day is verified, and one day is held in memory. To
    /// get each page at once, set <see cref="LogQuery.SkipVerification"/>. If the server does not return counts (403, 404 or 405), the log
    /// is not verified either.</para>
    /// <para>Entries that are added during the enumeration are not returned. If Quay removes entries of a day meanwhile, as many others of
    /// this day and kind can be missing without an exception.</para>
    /// <para>If a page token has expired (after two days), Quay silently restarts the log. The enumeration then throws
    /// <see cref="QuayResponseException"/>. A page that equals the first or the previous page also counts as a restart. Quay before 3.8.11
    /// repeats entries instead of skipping them.</para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="query"/> ends before it starts, or has only an end.</exception>
    QuayPageable<LogEntry> GetLogs(RepositoryName repository, LogQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Creates an empty repository. The token needs the scope <c>repo:create</c>.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>. Its namespace must exist.</param>
    /// <param name="visibility">Who can pull from the repository.</param>
    /// <param name="description">The description in Markdown.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <remarks>
    /// If the response is lost, the call succeeds if a repository with this visibility and description exists, even if somebody else
    /// created it. If the token cannot read repositories, the call throws <see cref="QuayOutcomeUnknownException"/> instead.
    /// </remarks>
    /// <exception cref="QuayConflictException">The repository already exists.</exception>
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
    /// <remarks>If the response is lost and somebody else wrote, the call throws <see cref="QuayOutcomeUnknownException"/>.</remarks>
    Task UpdateDescriptionAsync(RepositoryName repository, string description, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a repository with all its tags and their history. <b>This cannot be undone.</b> The token needs the scope <c>repo:admin</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="confirm">The same name again, as a confirmation.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <returns>True if the repository was deleted; false if it did not exist.</returns>
    /// <remarks>
    /// If the response is lost, the client resends the deletion only if the repository is unchanged, including its
    /// <see cref="Repository.StatusToken"/>. A new repository with the same name has another status token. A public repository has no
    /// status token. If a public repository with this name still exists, the call throws <see cref="QuayOutcomeUnknownException"/>.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="confirm"/> is a different name.</exception>
    Task<bool> DeleteAsync(RepositoryName repository, RepositoryName confirm, CancellationToken cancellationToken = default);

    /// <summary>Makes a repository public or private. The token needs the scope <c>repo:admin</c>.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="visibility">Who can pull from the repository.</param>
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
