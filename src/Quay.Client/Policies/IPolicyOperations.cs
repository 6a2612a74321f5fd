namespace Quay.Client;

/// <summary>
/// Reads and writes the policies of a repository: by which Quay deletes its tags, and by which it makes them immutable. Each call needs the scope
/// <c>repo:admin</c>. Safe for use by several threads at once. Minor versions add members.
/// </summary>
/// <remarks>
/// A server without a feature reads its paths as those of nested repositories, and answers as for one that is missing; a DELETE it even answers as if it had
/// worked. So a policy is read before it is written to, and after a refusal the repository: <see cref="QuayFeatureException"/> says that the feature is not
/// there, <see cref="QuayPermissionException"/> that the rights are not.
/// </remarks>
public interface IPolicyOperations
{
    /// <summary>
    /// Reads the auto-prune policies of a repository. Speaks to <c>GET /api/v1/repository/{repository}/autoprunepolicy/</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The policies; there may be none.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayFeatureException">The server does not prune (<c>FEATURE_AUTO_PRUNE</c>), or is older than Quay 3.11.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a list of policies.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<IReadOnlyList<AutoPrunePolicy>> GetAutoPrunePoliciesAsync(RepositoryName repository, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads one auto-prune policy. Speaks to <c>GET /api/v1/repository/{repository}/autoprunepolicy/{uuid}</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="uuid">The id of the policy: <see cref="AutoPrunePolicy.Uuid"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="uuid"/> is not a UUID.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository or policy.</exception>
    /// <exception cref="QuayFeatureException">The server does not prune (<c>FEATURE_AUTO_PRUNE</c>), or is older than Quay 3.11.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a policy.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<AutoPrunePolicy> GetAutoPrunePolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates an auto-prune policy. Speaks to <c>POST /api/v1/repository/{repository}/autoprunepolicy/</c>, after a look at the policies there are.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="policy">The policy; <see cref="AutoPrunePolicy.Uuid"/> is not looked at.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <returns>The policy with its id.</returns>
    /// <remarks>
    /// <para>Quay prunes by itself, some time later and again and again. There is no dry run: what a policy would delete, nobody says before.</para>
    /// <para>A pattern is looked for <em>anywhere</em> in the name of a tag: <c>v1</c> is about <c>dev10</c> too.</para>
    /// <para>A Quay before 3.13 ignores a pattern without a word, and would prune every tag; it has one policy for a repository at most. Where a policy that is
    /// there shows that, a pattern is refused before anything is sent; otherwise a new policy with a pattern is read again, and deleted if it lost it. A
    /// cancellation in that moment leaves it there.</para>
    /// <para>When the answer is lost, the policies are read again: one like it that was not there before is taken for the one that was created. One that
    /// someone else creates at the same time cannot be told from it.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="policy"/> is null.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayFeatureException">
    /// The server does not prune (<c>FEATURE_AUTO_PRUNE</c>), or is older than Quay 3.11; or than 3.13, and the policy has a pattern.
    /// </exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not the id of a policy.</exception>
    /// <exception cref="QuayException">Any other error: there is such a policy already (400), for one.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<AutoPrunePolicy> CreateAutoPrunePolicyAsync(RepositoryName repository, AutoPrunePolicy policy, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces an auto-prune policy, all of it. Speaks to <c>PUT /api/v1/repository/{repository}/autoprunepolicy/{uuid}</c>, after a look at the policy.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="uuid">The id of the policy: <see cref="AutoPrunePolicy.Uuid"/>.</param>
    /// <param name="policy">What it is to be; <see cref="AutoPrunePolicy.Uuid"/> is not looked at.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <remarks>
    /// <para>Quay prunes by itself, some time later and again and again. There is no dry run: what a policy would delete, nobody says before.</para>
    /// <para>A pattern is looked for <em>anywhere</em> in the name of a tag: <c>v1</c> is about <c>dev10</c> too.</para>
    /// <para>A pattern is refused before anything is sent where the server knows none (before Quay 3.13).</para>
    /// <para>When the answer is lost, the policy is read again. What someone else writes between the look and the change is overwritten.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, <paramref name="uuid"/> is not a UUID, or <paramref name="policy"/> is null.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository or policy.</exception>
    /// <exception cref="QuayFeatureException">
    /// The server does not prune (<c>FEATURE_AUTO_PRUNE</c>), or is older than Quay 3.11; or than 3.13, and the policy has a pattern.
    /// </exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not one of Quay's API.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task UpdateAutoPrunePolicyAsync(RepositoryName repository, string uuid, AutoPrunePolicy policy, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes an auto-prune policy. Speaks to <c>DELETE /api/v1/repository/{repository}/autoprunepolicy/{uuid}</c>, after a look at the policy.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="uuid">The id of the policy: <see cref="AutoPrunePolicy.Uuid"/>.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <remarks>
    /// <para>What was pruned stays deleted, and a run that has begun may still prune by it.</para>
    /// <para>When the answer is lost, the policies are read again: gone is deleted, whoever did it.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="uuid"/> is not a UUID.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository or policy.</exception>
    /// <exception cref="QuayFeatureException">The server does not prune (<c>FEATURE_AUTO_PRUNE</c>), or is older than Quay 3.11.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not the id of a policy.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task DeleteAutoPrunePolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the immutability policies of a repository. Speaks to <c>GET /api/v1/repository/{repository}/immutabilitypolicy/</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The policies; there may be none.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayFeatureException">The server has no immutable tags (<c>FEATURE_IMMUTABLE_TAGS</c>), or is older than Quay 3.17.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a list of policies.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<IReadOnlyList<ImmutabilityPolicy>> GetImmutabilityPoliciesAsync(RepositoryName repository, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads one immutability policy. Speaks to <c>GET /api/v1/repository/{repository}/immutabilitypolicy/{uuid}</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="uuid">The id of the policy: <see cref="ImmutabilityPolicy.Uuid"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="uuid"/> is not a UUID.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository or policy.</exception>
    /// <exception cref="QuayFeatureException">The server has no immutable tags (<c>FEATURE_IMMUTABLE_TAGS</c>), or is older than Quay 3.17.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a policy.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ImmutabilityPolicy> GetImmutabilityPolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates an immutability policy. Speaks to <c>POST /api/v1/repository/{repository}/immutabilitypolicy/</c>, after a look at the policies there are.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="policy">The policy; <see cref="ImmutabilityPolicy.Uuid"/> is not looked at.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <returns>The policy with its id.</returns>
    /// <remarks>
    /// <para>
    /// Tags that the policy is about become immutable at once, and so does each that is pushed later. They stay so when the policy is changed or deleted.
    /// </para>
    /// <para>A pattern is matched with the <em>whole</em> name of a tag: <c>v1</c> is about that tag alone.</para>
    /// <para>When the answer is lost, the policies are read again: one like it that was not there before is taken for the one that was created. One that
    /// someone else creates at the same time cannot be told from it.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="policy"/> is null, or its pattern is blank or longer than 256
    /// characters.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayFeatureException">The server has no immutable tags (<c>FEATURE_IMMUTABLE_TAGS</c>), or is older than Quay 3.17.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not the id of a policy.</exception>
    /// <exception cref="QuayException">Any other error: the pattern is no regular expression, or has a policy already (400), for two.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ImmutabilityPolicy> CreateImmutabilityPolicyAsync(RepositoryName repository, ImmutabilityPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces an immutability policy, all of it. Speaks to <c>PUT /api/v1/repository/{repository}/immutabilitypolicy/{uuid}</c>, after a look at the policy.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="uuid">The id of the policy: <see cref="ImmutabilityPolicy.Uuid"/>.</param>
    /// <param name="policy">What it is to be; <see cref="ImmutabilityPolicy.Uuid"/> is not looked at.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <remarks>
    /// <para>
    /// Tags that the policy is about become immutable at once, and so does each that is pushed later. They stay so when the policy is changed or deleted.
    /// </para>
    /// <para>A pattern is matched with the <em>whole</em> name of a tag: <c>v1</c> is about that tag alone.</para>
    /// <para>When the answer is lost, the policy is read again. What someone else writes between the look and the change is overwritten.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, <paramref name="uuid"/> is not a UUID, or <paramref name="policy"/> is null, or its
    /// pattern is blank or longer than 256 characters.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository or policy.</exception>
    /// <exception cref="QuayFeatureException">The server has no immutable tags (<c>FEATURE_IMMUTABLE_TAGS</c>), or is older than Quay 3.17.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not one of Quay's API.</exception>
    /// <exception cref="QuayException">Any other error: the pattern is no regular expression, or has a policy already (400), for two.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task UpdateImmutabilityPolicyAsync(RepositoryName repository, string uuid, ImmutabilityPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes an immutability policy. Speaks to <c>DELETE /api/v1/repository/{repository}/immutabilitypolicy/{uuid}</c>, after a look at the policy.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="uuid">The id of the policy: <see cref="ImmutabilityPolicy.Uuid"/>.</param>
    /// <param name="cancellationToken">Ends the call; a request that is under way then may have its effect or not.</param>
    /// <remarks>
    /// <para>Tags that it made immutable stay so.</para>
    /// <para>When the answer is lost, the policies are read again: gone is deleted, whoever did it.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>, or <paramref name="uuid"/> is not a UUID.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository or policy.</exception>
    /// <exception cref="QuayFeatureException">The server has no immutable tags (<c>FEATURE_IMMUTABLE_TAGS</c>), or is older than Quay 3.17.</exception>
    /// <exception cref="QuayOutcomeUnknownException">The answer was lost, and what is there afterwards does not tell whether it happened.</exception>
    /// <exception cref="QuayAuthenticationException">The token is missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">
    /// The token's user or scope may not administer the repository, or it does not exist and the user may not know.
    /// </exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not the id of a policy.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task DeleteImmutabilityPolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default);
}
