namespace Quay.Client.History;

/// <summary>Gets what tags pointed at and what changed, and changes many tags by plans. Thread-safe. Minor versions add members.</summary>
/// <remarks>
/// <para>A result is right or says what is unknown. It assumes that the time machine's window (<see cref="Repository.TagExpiration"/>) and
/// Quay's limits of expiries never changed, that no label <c>quay.expires-after</c> was added to an image after its tags, and that the
/// repository was not deleted and created again. An entry that was permanently deleted leaves no trace after the collector took it.</para>
/// <para>Each read sends <c>GET /api/v1/repository/{repository}</c> once and <c>GET /api/v1/repository/{repository}/tag/</c> for each page.
/// A pattern is a name, or a glob such as <c>1.2.*</c>: <c>*</c> stands for any text, <c>?</c> for one character. An instant is in any time
/// zone; up to a minute in the future it means now.</para>
/// <para>Every method throws <see cref="ArgumentException"/> for an invalid argument or an instant in the future, before it writes
/// anything; <see cref="QuayNotFoundException"/> if the repository does not exist; <see cref="QuayAuthenticationException"/>,
/// <see cref="QuayPermissionException"/>, <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>,
/// <see cref="QuayConnectionException"/> and <see cref="QuayResponseException"/>; and <see cref="QuayException"/>, their base class, for
/// any other error. Cancellation throws <see cref="OperationCanceledException"/>.</para>
/// </remarks>
public interface IHistoryOperations
{
    /// <summary>Gets what happened to the tags of a repository, and which of them will expire.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <param name="pattern">The tags; null for all.</param>
    /// <param name="earlier">An earlier snapshot of the same repository, which distinguishes expiry from deletion; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagTimeline> GetTimelineAsync(
        RepositoryName repository,
        string? pattern = null,
        RepositorySnapshot? earlier = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets what a tag pointed at, at an instant: a digest, that the tag did not exist, or why it is unknown.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="instant">The instant. Quay's times are whole seconds: this is the state at the end of that second.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagAt> GetTagAtAsync(
        RepositoryName repository, TagName tag, DateTimeOffset instant, CancellationToken cancellationToken = default);

    /// <summary>Restores the digest that <see cref="GetTagAtAsync"/> finds, with <see cref="ITagOperations.RestoreAsync"/>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="instant">The instant.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The tag did not exist then, or the manifest is unknown or deleted.</exception>
    Task<TagChange> RestoreTagAsync(
        RepositoryName repository,
        TagName tag,
        DateTimeOffset instant,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets what the tags of a repository pointed at, at an instant. Only two entries per tag are in memory.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="instant">The instant; null for now.</param>
    /// <param name="pattern">The tags; null for all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<RepositorySnapshot> GetSnapshotAsync(
        RepositoryName repository, DateTimeOffset? instant = null, string? pattern = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets what changed in a repository between two instants. If the collector may have run meanwhile, each tag that differs is read once
    /// more, alone. <see cref="SnapshotDiff.BetweenRepositories"/> compares two repositories.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="before">The first instant.</param>
    /// <param name="after">The second instant.</param>
    /// <param name="pattern">The tags; null for all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<SnapshotDiff> CompareAsync(
        RepositoryName repository,
        DateTimeOffset before,
        DateTimeOffset after,
        string? pattern = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates a plan that restores tags to their state at an instant. It sends only reads: the history, each differing tag alone, and
    /// <c>GET …/manifest/{digest}/security</c>, the only request that finds manifests that no live tag reaches.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="instant">The instant.</param>
    /// <param name="options">Which tags, and whether to delete newer ones; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagPlan> PlanRollbackAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a plan that deletes tags unless they change before. It only reads one page of entries per tag.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tags">The tags. Tags that do not exist are skipped.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagPlan> PlanDeletionAsync(RepositoryName repository, IEnumerable<TagName> tags, CancellationToken cancellationToken = default);

    /// <summary>Creates a plan that sets the expiry of tags unless they change before. It only reads one page of entries per tag.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tags">The tags. Tags that do not exist are skipped; tags with this expiry need no step.</param>
    /// <param name="expiration">When the tags are to expire; fractions of a second are dropped.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagPlan> PlanExpirationAsync(
        RepositoryName repository, IEnumerable<TagName> tags, DateTimeOffset expiration, CancellationToken cancellationToken = default);

    /// <summary>Executes a plan: deletions last, and not after a failure unless the options continue on errors.</summary>
    /// <remarks>
    /// <para>A step whose precondition is not met sends nothing and fails with <see cref="QuayConflictException"/>, unless the tag is
    /// already in the requested state. It also fails if somebody else wrote to the tag at the same time, which Quay cannot prevent.</para>
    /// <para>Execute the plan again to resume it: steps that are done send nothing. After a rollback, create another plan to verify the
    /// result; it must have no steps. When an image loses its last tag, Quay also deletes the tags of its Cosign signatures.</para>
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How many steps run concurrently, and whether a failure ends the execution; null for the defaults.</param>
    /// <param name="progress">Receives each step that is done or failed. If it throws, no further step starts.</param>
    /// <param name="cancellationToken">Starts no further step. Steps in progress are finished, and the result is returned.</param>
    /// <returns>The result of each step, also if steps failed: check <see cref="PlanResult.IsComplete"/>.</returns>
    /// <exception cref="ArgumentException">The plan is for another Quay, or a step is inconsistent. Nothing was sent.</exception>
    Task<PlanResult> ExecuteAsync(
        TagPlan plan,
        PlanExecutionOptions? options = null,
        IProgress<PlanStepResult>? progress = null,
        CancellationToken cancellationToken = default);
}
