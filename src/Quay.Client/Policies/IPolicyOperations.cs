namespace Quay.Client;

/// <summary>
/// Reads and writes the policies of one kind, for a repository, an organization or the current user. Safe for concurrent use. Minor
/// versions add members.
/// </summary>
/// <remarks>
/// <para>The token needs the scope <c>repo:admin</c>, <c>org:admin</c> or <c>user:admin</c>, as its <see cref="PolicyScope"/>
/// requires.</para>
/// <para>Every method throws <see cref="ArgumentException"/> before any request if an argument is invalid: <c>default(PolicyScope)</c>, an
/// id that is not a UUID, a policy that Quay rejects, or the current user for immutability policies. Every method can throw
/// <see cref="QuayAuthenticationException"/>, <see cref="QuayPermissionException"/> (also if the organization is missing),
/// <see cref="QuayRateLimitException"/>, <see cref="QuayTimeoutException"/>, <see cref="QuayConnectionException"/>,
/// <see cref="QuayResponseException"/>, <see cref="QuayException"/> for any other error, and
/// <see cref="OperationCanceledException"/>.</para>
/// <para>Every method throws <see cref="QuayFeatureException"/> if the server lacks the feature: <c>FEATURE_AUTO_PRUNE</c> (Quay 3.11, with
/// patterns 3.13) or <c>FEATURE_IMMUTABLE_TAGS</c> (Quay 3.17).</para>
/// <para>If the response to a write is lost, the client reads the policies again. It resends the write only if it was not applied, and
/// throws <see cref="QuayOutcomeUnknownException"/> if the outcome is unknown.</para>
/// </remarks>
/// <typeparam name="TPolicy"><see cref="AutoPrunePolicy"/> or <see cref="ImmutabilityPolicy"/>.</typeparam>
public interface IPolicyOperations<TPolicy>
{
    /// <summary>Gets all policies of a scope. Policies of an organization do not include those of its repositories.</summary>
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
    /// <para>An auto-prune policy deletes tags again and again, starting some time later. Quay has no dry run. The pattern matches
    /// <em>anywhere</em> in the name of a tag: <c>v1</c> also matches <c>dev10</c>.</para>
    /// <para>An immutability policy makes tags immutable at once, and later tags when they are pushed. They stay immutable when the policy
    /// is changed or deleted. The pattern matches the <em>whole</em> name of a tag.</para>
    /// <para>A Quay before 3.13 ignores the pattern of an auto-prune policy and would prune every tag. The client rejects a pattern if an
    /// existing policy shows this. Otherwise it reads the new policy, and deletes it if it lost its pattern. A cancellation at that moment
    /// leaves the policy in place.</para>
    /// <para>If the response is lost, a new policy with the same effect counts as this one, even if someone else created it.</para>
    /// </remarks>
    /// <exception cref="QuayNotFoundException">The repository does not exist.</exception>
    /// <exception cref="QuayException">An equal policy exists, or the pattern is not a regular expression (400).</exception>
    Task<TPolicy> CreateAsync(PolicyScope scope, TPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>Replaces a policy. Changes that someone else makes at the same time are overwritten.</summary>
    /// <param name="scope">The repository, such as <c>acme/app</c>, the organization, or the current user.</param>
    /// <param name="uuid">The id of the policy.</param>
    /// <param name="policy">The new policy. Its id is ignored.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <exception cref="QuayNotFoundException">The repository or the policy does not exist.</exception>
    /// <exception cref="QuayException">The pattern is not a regular expression, or another policy has it (400).</exception>
    Task UpdateAsync(PolicyScope scope, string uuid, TPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>Deletes a policy. Its effects stay: pruned tags are not restored, and immutable tags stay immutable.</summary>
    /// <param name="scope">The repository, such as <c>acme/app</c>, the organization, or the current user.</param>
    /// <param name="uuid">The id of the policy.</param>
    /// <param name="cancellationToken">Cancels the operation. A request in progress may still be applied.</param>
    /// <exception cref="QuayNotFoundException">The repository or the policy does not exist.</exception>
    Task DeleteAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken = default);
}
