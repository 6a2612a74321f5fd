namespace Quay.Client.History;

/// <summary>
/// Tells from the tag history what tags pointed at and what changed, and takes it back. Safe for use by several threads at once. Minor versions add members.
/// </summary>
/// <remarks>
/// What a history can tell ends at the time machine's window (<see cref="Repository.TagExpiration"/>). An answer is right or says that it does not
/// know. It takes for granted that the window was always what it is now, that the server's limits of expiries are Quay's own, that no label
/// <c>quay.expires-after</c> was added to an image after its tags, and that the repository was not deleted and made again. A row has left no trace when the collector
/// took it after it was permanently deleted, or after it died of an expiry that was set when it was older than Quay lets any tag become.
/// </remarks>
public interface IHistoryOperations
{
    /// <summary>
    /// Tells what happened to the tags of a repository, the earliest first, and what will: expiries that are set.
    /// Speaks to <c>GET /api/v1/repository/{repository}</c> once, for the window, and to <c>GET /api/v1/repository/{repository}/tag/</c> once a page.
    /// </summary>
    /// <remarks>The rows of the tags that are asked for are in memory meanwhile; the others are read and left.</remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="pattern">Which tags: a name, or a glob such as <c>1.2.*</c> (<c>*</c> any text, <c>?</c> one character); null for all.</param>
    /// <param name="earlier">
    /// A snapshot of the same repository that was made before: a tag that had an expiry then, and ended at that time, has expired and was not deleted. Null for
    /// none.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="pattern"/> can match no tag. Nothing was sent.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TagTimeline> GetTimelineAsync(
        RepositoryName repository, string? pattern = null, RepositorySnapshot? earlier = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells what a tag pointed at, at an instant: a digest, that there was no such tag, or that it is not known and why.
    /// Speaks to <c>GET /api/v1/repository/{repository}</c> once, for the window, and to <c>GET /api/v1/repository/{repository}/tag/</c> once a page.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="instant">The instant, in any time zone, not in the future. Quay tells whole seconds: this is how it was at the end of that one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="tag"/> is not the name of a tag. Nothing was sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> is in the future by the server's clock, or by the client's before the first response.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TagAt> GetTagAtAsync(RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken = default);

    /// <summary>
    /// Restores what a tag pointed at, at an instant: <see cref="GetTagAtAsync"/> finds the digest, and <see cref="ITagOperations.RestoreAsync"/> restores it.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="instant">The instant, in any time zone, not in the future.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag did not exist then, what it pointed at is unknown, or Quay has deleted the manifest.</exception>
    /// <exception cref="QuayConflictException">The tag is immutable.</exception>
    Task<TagChange> RestoreTagAsync(RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells what the tags of a repository pointed at, at an instant.
    /// Speaks to <c>GET /api/v1/repository/{repository}</c> once, for the window, and to <c>GET /api/v1/repository/{repository}/tag/</c> once a page.
    /// </summary>
    /// <remarks>The history is read to its end, and of each tag two rows are kept at most.</remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="instant">The instant, in any time zone, not in the future; null for now.</param>
    /// <param name="pattern">Which tags: a name, or a glob such as <c>1.2.*</c> (<c>*</c> any text, <c>?</c> one character); null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="pattern"/> can match no tag. Nothing was sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> is in the future by the server's clock, or by the client's before the first response.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<RepositorySnapshot> GetSnapshotAsync(
        RepositoryName repository, DateTimeOffset? instant = null, string? pattern = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells what changed in a repository from one instant to another. Two repositories are compared by <see cref="SnapshotDiff.BetweenRepositories"/>. Where the
    /// collector may have made the list skip rows, the tags that differ are asked for once more, each alone.
    /// Speaks to <c>GET /api/v1/repository/{repository}</c> once, for the window, and to <c>GET /api/v1/repository/{repository}/tag/</c> once a page.
    /// </summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="before">The first instant, in any time zone, not in the future.</param>
    /// <param name="after">The second instant, in any time zone, not in the future.</param>
    /// <param name="pattern">Which tags: a name, or a glob such as <c>1.2.*</c> (<c>*</c> any text, <c>?</c> one character); null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="pattern"/> can match no tag. Nothing was sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An instant is in the future by the server's clock, or by the client's before the first response.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<SnapshotDiff> CompareAsync(
        RepositoryName repository, DateTimeOffset before, DateTimeOffset after, string? pattern = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a plan by which the tags of a repository point again at what they pointed at, at an instant. It reads alone: the repository, its history, of each tag that
    /// differs its own rows, and whether each manifest is held still (<c>GET …/manifest/{digest}/security</c>, which alone knows those that no live tag reaches).
    /// </summary>
    /// <remarks>Tags of which it is not known what they pointed at are left, and <see cref="RollbackPlan.Left"/> names them.</remarks>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="instant">The instant, in any time zone, not in the future.</param>
    /// <param name="options">Which tags, and whether to delete what came later; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default(RepositoryName)</c>. Nothing was sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> is in the future by the server's clock, or by the client's before the first response.</exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not do this.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<RollbackPlan> PlanRollbackAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Executes a plan, step by step: reads each tag (<c>GET …/tag/</c>) and writes to it (<c>POST …/tag/{tag}/restore</c>, <c>DELETE …/tag/{tag}</c>), with the
    /// guards of <see cref="ITagOperations.RestoreAsync"/> and <see cref="ITagOperations.DeleteAsync"/>.
    /// </summary>
    /// <remarks>
    /// <para>When a tag is not as the plan expects, nothing is sent to it, and the step fails with a <see cref="QuayConflictException"/> that says what was found. It
    /// fails so too when the history shows afterwards that somebody else wrote to the tag at the same time, which Quay cannot prevent.</para>
    /// <para>A plan can be executed again, after a failure or a cancellation: steps that are done already send nothing. Deletions begin when nothing else is to be done.</para>
    /// <para>Make another plan afterwards: one that is complete and has no steps is the proof for all tags that it does not leave. Since Quay 3.18 the end of the last
    /// tag of an image also ends the tags that Cosign keeps beside it, and when tags change places a step can be such an end; the second plan brings them back.</para>
    /// </remarks>
    /// <param name="plan">The plan, made by this client or read from JSON.</param>
    /// <param name="options">How many steps at a time, and whether to go on after one that failed; null for one at a time, up to the first that fails.</param>
    /// <param name="progress">Is told of each step when it is done or has failed; null for nobody.</param>
    /// <param name="cancellationToken">Begins no further step; those that are under way are finished.</param>
    /// <returns>What became of each step, in the plan's order. It comes when steps fail or the token is cancelled too: look at each status.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> is null.</exception>
    /// <exception cref="ArgumentException">The plan is for another Quay, or a name, digest or step in it is none. Nothing was sent.</exception>
    Task<IReadOnlyList<BulkResult<RollbackStep, TagChange>>> RollBackAsync(
        RollbackPlan plan,
        BulkOptions? options = null,
        IProgress<BulkResult<RollbackStep, TagChange>>? progress = null,
        CancellationToken cancellationToken = default);
}
