namespace Quay.Client.History;

public partial interface IHistoryOperations
{
    /// <summary>
    /// Creates a plan that restores tags to their state at an instant. The method only reads: the history, then each tag whose entry ended
    /// meanwhile. For a manifest without a live tag, it sends <c>GET …/manifest/{digest}/security</c> to check whether Quay still has it.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="instant">The instant.</param>
    /// <param name="options">Which tags, and whether to delete newer ones; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagPlan> PlanRollbackAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a plan that deletes tags. It sends one GET per tag. A step fails if its tag changes after that.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tags">The tags. Tags that do not exist are skipped.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagPlan> PlanDeletionAsync(RepositoryName repository, IEnumerable<TagName> tags, CancellationToken cancellationToken = default);

    /// <summary>Creates a plan that sets an expiry of tags. It sends one GET per tag. A step fails if its tag changes after that.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tags">The tags. Tags that do not exist are skipped. Tags that already have the expiry get no step.</param>
    /// <param name="expiration">When the tags will expire. Fractions of a second are dropped.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<TagPlan> PlanExpirationAsync(
        RepositoryName repository, IEnumerable<TagName> tags, DateTimeOffset expiration, CancellationToken cancellationToken = default);

    /// <summary>Executes a plan. Deletions run last. By default, no further step starts after a failure.</summary>
    /// <remarks>
    /// <para>A step whose precondition is not met writes nothing. It fails with <see cref="QuayConflictException"/>, unless the tag is
    /// already in the requested state. If somebody else writes to the tag between this check and the write, the step also fails, but its
    /// write was applied. Quay cannot prevent this.</para>
    /// <para>To resume a plan, execute it again: steps that are done write nothing. To verify a rollback, create a new plan for the same
    /// instant. It must be complete (<see cref="TagPlan.IsComplete"/>), without steps and without skipped tags. When an image loses its
    /// last tag, Quay also deletes the tags of its Cosign signatures.</para>
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How many steps run concurrently, and whether a failure ends the execution; null for the defaults.</param>
    /// <param name="progress">Receives the result of each finished step. If it throws, no further step starts.</param>
    /// <param name="cancellationToken">Prevents further steps. Steps in progress finish, and the result is returned.</param>
    /// <returns>The result of each step. A failed step does not throw: check <see cref="PlanResult.IsComplete"/>.</returns>
    /// <exception cref="ArgumentException">The plan is invalid, or is for another Quay server. Nothing was sent.</exception>
    Task<PlanResult> ExecuteAsync(
        TagPlan plan,
        PlanExecutionOptions? options = null,
        IProgress<PlanStepResult>? progress = null,
        CancellationToken cancellationToken = default);
}
