namespace Quay.Client.History;

public partial interface IHistoryOperations
{
    /// <summary>Runs a function for each repository of an organization or a user. Each one gets a <see cref="ScanStatus"/>.</summary>
    /// <remarks>
    /// <para>The scan lists the repositories at the start and again at the end, with one request per 100 repositories. Repositories that
    /// appeared in between are read too. Those that vanished are reported, even if they were read.</para>
    /// <para>A <see cref="QuayPermissionException"/> of the function skips the repository. Any other exception fails it, and the scan goes
    /// on. A <see cref="QuayAuthenticationException"/> ends the scan. A client without a token gets it also for a repository that was
    /// deleted meanwhile.</para>
    /// <para><see cref="RepositoryScan{T}.Checkpoint"/> resumes the scan with the same function (<see cref="ScanOptions.StartFrom"/>).
    /// With a complete checkpoint, the scan reads only repositories whose <see cref="RepositoryListItem.LastModified"/> changed, and
    /// returns <see cref="ScanStatus.Unchanged"/> for the others. This time changes when a tag is pushed, moved or restored. It usually
    /// does not change when a tag is deleted or expires, or when its expiry or immutability changes. A repository is therefore read again
    /// after <see cref="ScanOptions.RereadAfter"/>.</para>
    /// </remarks>
    /// <typeparam name="T">The type of what is read from each repository.</typeparam>
    /// <param name="namespaceName">The organization or user, such as <c>acme</c>. Quay returns an empty list for an unknown one.</param>
    /// <param name="read">Reads a repository. Several calls can run concurrently.</param>
    /// <param name="options">Which repositories, how many at a time, and where to start; null for the defaults.</param>
    /// <param name="progress">Receives the progress after each page of the list, and after each finished result.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The scan. Enumeration is lazy: it sends the requests, and throws their exceptions.</returns>
    /// <exception cref="ArgumentException">The checkpoint belongs to another scan, or another argument is invalid.</exception>
    RepositoryScan<T> ScanAsync<T>(
        string namespaceName,
        Func<RepositoryName, CancellationToken, Task<T>> read,
        ScanOptions? options = null,
        IProgress<ScanProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets a snapshot of each repository of an organization or a user, all at the same instant.</summary>
    /// <param name="namespaceName">The organization or user, such as <c>acme</c>.</param>
    /// <param name="instant">The instant; null for the start of the scan. A scan that is resumed keeps it.</param>
    /// <param name="pattern">The name or glob that selects the tags; null for all.</param>
    /// <param name="options">Which repositories, how many at a time, and where to start; null for the defaults.</param>
    /// <param name="progress">Receives the progress after each page of the list, and after each finished result.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <inheritdoc cref="ScanAsync" path="/remarks|/returns|/exception"/>
    RepositoryScan<RepositorySnapshot> ScanSnapshotsAsync(
        string namespaceName,
        DateTimeOffset? instant = null,
        string? pattern = null,
        ScanOptions? options = null,
        IProgress<ScanProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets what happened to the tags of each repository of an organization or a user since an instant.</summary>
    /// <param name="namespaceName">The organization or user, such as <c>acme</c>.</param>
    /// <param name="since">The instant (<see cref="TagTimeline.Since"/>). With a complete checkpoint, it can be later than in the
    /// earlier scan.</param>
    /// <param name="pattern">The name or glob that selects the tags; null for all.</param>
    /// <param name="options">Which repositories, how many at a time, and where to start; null for the defaults.</param>
    /// <param name="progress">Receives the progress after each page of the list, and after each finished result.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <inheritdoc cref="ScanAsync" path="/remarks|/returns|/exception"/>
    RepositoryScan<TagTimeline> ScanTimelinesAsync(
        string namespaceName,
        DateTimeOffset since,
        string? pattern = null,
        ScanOptions? options = null,
        IProgress<ScanProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
