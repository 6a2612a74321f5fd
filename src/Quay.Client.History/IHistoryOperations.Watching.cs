namespace Quay.Client.History;

public partial interface IHistoryOperations
{
    /// <summary>
    /// Watches a repository: reports when tags are created, moved, reverted, removed, expired or made immutable. Events are in order,
    /// and none is reported twice, except the one in progress when the program stops.
    /// </summary>
    /// <remarks>
    /// <para>An event is reported when it is settled, about five seconds after it happened. If Quay may have removed entries that were not
    /// read yet, the watch reports <see cref="TagEventKind.Gap"/>. It does not report <see cref="TagEventKind.WillExpire"/>.</para>
    /// <para>A poll sends one request if nothing changed. If the history has more than one page (100 entries), a change is seen by one of
    /// the next two polls, which then reads the history. Two changes are seen only when <see cref="WatchOptions.RereadAfter"/> has passed:
    /// a tag is made immutable, or its expiry is changed.</para>
    /// <para>The watch survives failed connections, time-outs, rate limits, invalid responses and server errors, and reports them to
    /// <see cref="WatchOptions.Progress"/>. Other exceptions end the enumeration. If Quay no longer accepts the token, this is
    /// <see cref="QuayAuthenticationException"/>. For a public repository, Quay accepts any token, so this exception can
    /// be late by up to <see cref="WatchOptions.RereadAfter"/>.</para>
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ArgumentException">The position belongs to another registry, repository or pattern.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="WatchOptions.StartAt"/> is in the future.</exception>
    TagWatch WatchAsync(RepositoryName repository, WatchOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Watches the repositories of an organization or a user, like <see cref="WatchAsync"/>. The events of each repository are in order.
    /// The first poll reads each repository.
    /// </summary>
    /// <remarks>
    /// <para>A poll lists the repositories, with one request per 100, and reads those whose newest live tag changed. The list does not show
    /// when a tag is deleted or made immutable, or when its expiry is changed, nor a tag that exists only between two polls. These events
    /// are reported when <see cref="WatchOptions.RereadAfter"/> has passed since the last read of the repository. These reads are spread
    /// over time.</para>
    /// <para>The watch includes public repositories. A namespace that does not exist has an empty list, so its watch waits.</para>
    /// <para>All tags of a new repository are reported as new. If a repository is deleted, its tags are reported as removed. If Quay does
    /// not let the client read it any more, the watch reports <see cref="TagEventKind.Gap"/>. Without a token, a deletion is such a
    /// gap, because Quay does not report it.</para>
    /// </remarks>
    /// <param name="namespaceName">The organization or user, such as <c>acme</c>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ArgumentException"><paramref name="namespaceName"/> is not the name of a namespace, or the position belongs to
    /// another registry, namespace or pattern.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="WatchOptions.StartAt"/> is in the future.</exception>
    TagWatch WatchNamespaceAsync(
        string namespaceName, WatchOptions? options = null, CancellationToken cancellationToken = default);
}
