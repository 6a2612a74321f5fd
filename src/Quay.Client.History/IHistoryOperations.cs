namespace Quay.Client.History;

/// <summary>Reads and compares past states of tags, and changes many tags with plans. Thread-safe. Minor versions add members.</summary>
/// <remarks>
/// <para>Each result reports what is unknown. The results are correct if</para>
/// <list type="bullet">
/// <item>how long Quay keeps ended entries (the time machine's window, <see cref="Repository.TagExpiration"/>) never changed,</item>
/// <item>the server's limits for the expiry of a tag never changed,</item>
/// <item>nobody added the label <c>quay.expires-after</c> to an image that already had tags (Quay rejects this by default),</item>
/// <item>the repository was not deleted and created again, and</item>
/// <item>Quay's garbage collector has not removed a permanently deleted entry, or one that <see cref="ITagOperations.SetExpirationAsync"/>
/// ended more than 104 weeks after its start. Such a removal leaves no trace.</item>
/// </list>
/// <para>A read sends a request for each page of the history. Entries that are written, deleted or collected in the meantime do not hide
/// others. A result for an instant before the read is the same as if Quay had returned the whole history at once. A result for the current
/// time does not show all changes that are made during the read. A tag that may have been moved meanwhile is unknown.</para>
/// <para>Each read sends <c>GET /api/v1/repository/{repository}</c> once and <c>GET /api/v1/repository/{repository}/tag/</c> for each page.
/// A pattern is the name of a tag, or a glob such as <c>1.2.*</c>. In a glob, <c>*</c> matches any text and <c>?</c> matches one character.
/// An instant can be in any time zone. One that is up to a minute in the future counts as now; a later one is invalid.</para>
/// <para>Every method throws <see cref="ArgumentException"/>, and writes nothing, if an argument is invalid. A missing repository throws
/// <see cref="QuayNotFoundException"/>. Failed requests throw <see cref="QuayAuthenticationException"/>,
/// <see cref="QuayPermissionException"/>, <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>,
/// <see cref="QuayConnectionException"/>, <see cref="QuayResponseException"/> or their base class <see cref="QuayException"/>. Cancellation
/// throws <see cref="OperationCanceledException"/>. <see cref="ExecuteAsync"/> reports failures and cancellation in its result.</para>
/// </remarks>
public partial interface IHistoryOperations
{
    /// <summary>
    /// Gets what happened to the tags of a repository, and which of them will expire. Events during the read can be missing.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="pattern">The name or glob that selects the tags; null for all.</param>
    /// <param name="earlier">An earlier snapshot of the same repository; null for none. It shows when tags were due to expire, so that the
    /// timeline can report <see cref="TagEventKind.Expired"/> instead of <see cref="TagEventKind.Removed"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagTimeline> GetTimelineAsync(
        RepositoryName repository,
        string? pattern = null,
        RepositorySnapshot? earlier = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets the state of a tag at an instant: present with a digest, absent, or unknown with a reason.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="instant">The instant. Quay's times are whole seconds, so the result is the state at the end of that second.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagAt> GetTagAtAsync(
        RepositoryName repository, TagName tag, DateTimeOffset instant, CancellationToken cancellationToken = default);

    /// <summary>
    /// Restores a tag to the manifest that it had at an instant. Calls <see cref="GetTagAtAsync"/> and
    /// <see cref="ITagOperations.RestoreAsync"/>.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="instant">The instant.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag did not exist at the instant, or its manifest is unknown or deleted.</exception>
    Task<TagChange> RestoreTagAsync(
        RepositoryName repository,
        TagName tag,
        DateTimeOffset instant,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets the state of a repository's tags at an instant. The client keeps at most two entries per tag in memory.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="instant">The instant; null for now.</param>
    /// <param name="pattern">The name or glob that selects the tags; null for all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<RepositorySnapshot> GetSnapshotAsync(
        RepositoryName repository, DateTimeOffset? instant = null, string? pattern = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets what changed in a repository between two instants. If an entry of a tag ends during the read, the client reads that tag again.
    /// To compare repositories, use <see cref="SnapshotDiff"/>.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="before">The first instant.</param>
    /// <param name="after">The second instant.</param>
    /// <param name="pattern">The name or glob that selects the tags; null for all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<SnapshotDiff> CompareAsync(
        RepositoryName repository,
        DateTimeOffset before,
        DateTimeOffset after,
        string? pattern = null,
        CancellationToken cancellationToken = default);
}
