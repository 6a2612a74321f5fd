namespace Quay.Client.History;

public partial interface IHistoryOperations
{
    /// <summary>
    /// Creates a plan that deletes or expires the tags of a repository that a policy selects. The plan lists every tag, with the rule that
    /// decided. The method only reads: the repository, its history, and the pulls, labels and manifests that the policy needs.
    /// </summary>
    /// <remarks>
    /// <para>If a read fails, nothing is planned. A tag is kept if something that matters for it is unknown, such as its start. A tag
    /// whose digest is unknown keeps every tag that can be related to it. Immutable tags, and all tags of a read-only or mirrored
    /// repository, are kept.</para>
    /// <para>The tags of Cosign (<c>sha256-….sig</c>, <c>.att</c> and <c>.sbom</c>) follow the tags of their image. If one of them must be
    /// kept, the image is kept, too. Without a tag of the image, such a tag is decided like any other.</para>
    /// <para>To record what <see cref="ExecuteAsync"/> deletes, first save <see cref="TagPlan.ToRestorePlan"/>.</para>
    /// </remarks>
    /// <param name="repository">The repository.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or would select every tag.</exception>
    /// <exception cref="QuayConflictException">The policy selects every tag of the repository, or every one that is not protected, and
    /// <see cref="RetentionPolicy.AllowDeletingAll"/> is false.</exception>
    Task<TagPlan> PlanRetentionAsync(RepositoryName repository, RetentionPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates a plan for all repositories of an organization or a user in which the token's user has a role. See
    /// <see cref="PlanRetentionAsync"/>. The policy applies to each repository separately.
    /// </summary>
    /// <remarks>If the policy selects every tag of a repository, or every one that is not protected, and does not allow that, all tags of
    /// that repository are kept (<see cref="SkipKind.WouldDeleteAll"/>). The plan still covers the other repositories.</remarks>
    /// <param name="namespaceName">The organization or user, such as <c>acme</c>.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="progress">Receives each repository when its part of the plan is created.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The namespace has no repository in which the token's user has a role. Or a repository was
    /// deleted during the operation.</exception>
    Task<TagPlan> PlanNamespaceRetentionAsync(
        string namespaceName,
        RetentionPolicy policy,
        IProgress<RepositoryName>? progress = null,
        CancellationToken cancellationToken = default);
}
