namespace Quay.Client;

/// <summary>
/// Reads, creates, changes and deletes policies of one kind, for a repository, an organization or the current user. Thread-safe. Minor
/// versions add members.
/// </summary>
/// <remarks>
/// <para><b>Token.</b> The token needs the scope <c>repo:admin</c> for a repository, <c>org:admin</c> for an organization, or
/// <c>user:admin</c> for the current user.</para>
/// <para><b>Arguments.</b> An invalid argument throws <see cref="ArgumentException"/> before any request is sent. An id must be a UUID.
/// For immutability policies, <see cref="PolicyScope.CurrentUser"/> is invalid.</para>
/// <para><b>Exceptions.</b> A method throws <see cref="QuayFeatureException"/> if the server is too old for the policies, or if their
/// feature is off. Auto-prune policies (<c>FEATURE_AUTO_PRUNE</c>) require Quay 3.11 for a repository, and 3.10 for an organization or a
/// user. Immutability policies (<c>FEATURE_IMMUTABLE_TAGS</c>) require Quay 3.17. <see cref="QuayPermissionException"/> can also mean that
/// the organization does not exist. The other exceptions are those of <see cref="ITagOperations"/>.</para>
/// <para><b>Writes.</b> If the response is lost, the client reads the policies. It resends the write only if it was not applied. If this is
/// unknown, it throws <see cref="QuayOutcomeUnknownException"/>. If <see cref="QuayClientOptions.RecoverLostWrites"/> is off, the client
/// does none of this. It throws the exception of the failed request, such as <see cref="QuayConnectionException"/>.</para>
/// </remarks>
/// <typeparam name="TPolicy"><see cref="AutoPrunePolicy"/> or <see cref="ImmutabilityPolicy"/>.</typeparam>
public interface IPolicyOperations<TPolicy>
{
    /// <summary>Gets all policies of a scope. The policies of an organization do not include those of its repositories.</summary>
    /// <param name="scope">The repository, such as <c>acme/app</c>, the organization, or the current user.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The repository does not exist.</exception>
    Task<IReadOnlyList<TPolicy>> ListAsync(PolicyScope scope, CancellationToken cancellationToken = default);

    /// <summary>Gets one policy.</summary>
    /// <param name="scope">The repository, such as <c>acme/app</c>, the organization, or the current user.</param>
    /// <param name="uuid">The id of the policy.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayNotFoundException">The repository or the policy does not exist.</exception>
    Task<TPolicy> GetAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken = default);

    /// <summary>Creates a policy.</summary>
    /// <param name="scope">The repository, such as <c>acme/app</c>, the organization, or the current user.</param>
    /// <param name="policy">The policy. Its id is ignored.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <returns>The policy with its id.</returns>
    /// <remarks>
    /// <para>Quay applies an auto-prune policy periodically. The first run can be some time after the creation. There is no dry run. The
    /// pattern matches <em>anywhere</em> in the name of a tag: <c>v1</c> also matches <c>dev10</c>.</para>
    /// <para>An immutability policy makes existing tags immutable at once, and new tags when they are pushed. Tags stay immutable when the
    /// policy is changed or deleted. The pattern matches the <em>whole</em> name of a tag.</para>
    /// <para>Quay before 3.13 ignores the pattern of an auto-prune policy, and would prune every tag. Before the client creates one with a
    /// pattern, it therefore lists the existing policies. If one has no property <c>tagPattern</c>, it creates nothing and throws
    /// <see cref="QuayFeatureException"/>. If there are none, the client reads the new policy back. If its pattern is missing, the client
    /// deletes the policy and throws the same exception. If you cancel before this deletion, the policy stays and prunes every tag.</para>
    /// <para>If the response is lost, the client looks for a new policy with the same effect, and returns it. Somebody else may have
    /// created it.</para>
    /// </remarks>
    /// <exception cref="QuayNotFoundException">The repository does not exist.</exception>
    /// <exception cref="QuayException">An equal policy exists, or the pattern of an immutability policy is invalid (400).</exception>
    Task<TPolicy> CreateAsync(PolicyScope scope, TPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>Replaces a policy. The last write wins: concurrent changes of others are overwritten.</summary>
    /// <param name="scope">The repository, such as <c>acme/app</c>, the organization, or the current user.</param>
    /// <param name="uuid">The id of the policy.</param>
    /// <param name="policy">The new policy. Its id is ignored.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <exception cref="QuayNotFoundException">The repository or the policy does not exist.</exception>
    /// <exception cref="QuayException">The pattern of an immutability policy is invalid, or another policy has it (400).</exception>
    Task UpdateAsync(PolicyScope scope, string uuid, TPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>Deletes a policy. Its effects remain: pruned tags are not restored, and immutable tags stay immutable.</summary>
    /// <param name="scope">The repository, such as <c>acme/app</c>, the organization, or the current user.</param>
    /// <param name="uuid">The id of the policy.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <exception cref="QuayNotFoundException">The repository or the policy does not exist.</exception>
    Task DeleteAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken = default);
}
