namespace Quay.Client;

/// <summary>
/// What is done with the policies of one kind. None is written to before it was read: on a server without them, the path of a policy is that of a nested
/// repository, where a DELETE is answered as if it had worked.
/// </summary>
/// <param name="repositories">Says whether the repository can be read and administered.</param>
/// <param name="writes">Sends what changes policies.</param>
internal sealed class PolicyKind<T>(IRepositoryApi repositories, WriteSender writes)
    where T : class, IPolicy<T>
{
    /// <summary>What a policy of the kind is called in a message: "auto-prune".</summary>
    public required string Name { get; init; }

    public required OptionalFeature Feature { get; init; }

    public required Func<string, CancellationToken, Task<PolicyList<T>>> List { get; init; }

    public required Func<string, string, CancellationToken, Task<T>> Get { get; init; }

    public required Func<string, T, CancellationToken, Task<PolicyId>> Create { get; init; }

    public required Func<string, string, T, CancellationToken, Task> Update { get; init; }

    public required Func<string, string, CancellationToken, Task<PolicyId>> Delete { get; init; }

    public async Task<IReadOnlyList<T>> ListAsync(string repository, CancellationToken cancellationToken)
    {
        PolicyList<T> answer = await Feature.SendAsync(
            $"The {Name} policies of {repository}",
            () => List(repository, cancellationToken),
            refusal => IsLackingAsync(repository, refusal, cancellationToken)).ConfigureAwait(false);
        return answer.Policies;
    }

    public async Task<T> GetAsync(string repository, string uuid, CancellationToken cancellationToken)
    {
        try
        {
            return await Get(repository, uuid, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException refusal) when (OptionalFeature.MayBeAbsence(refusal))
        {
            // Where the list cannot be read either, it knows why.
            await ListAsync(repository, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <param name="repository">The repository.</param>
    /// <param name="policy">What is to be there.</param>
    /// <param name="before">The policies that were there before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The id of the new policy.</returns>
    public Task<string> CreateAsync(string repository, T policy, IReadOnlyList<T> before, CancellationToken cancellationToken)
    {
        HashSet<string?> known = [.. before.Select(other => other.Uuid)];
        return writes.SendAsync(
            $"Creating the {Name} policy of {repository}",
            async token => IdOf(await Create(repository, policy, token).ConfigureAwait(false), expected: null),
            async token => (await ListAsync(repository, token).ConfigureAwait(false))
                .Where(other => !known.Contains(other.Uuid)).Take(2).ToList() switch
                {
                    [] => VerifiedWrite<string>.NotApplied,
                    [{ Uuid: { } uuid } made] when made.IsEquivalentTo(policy) => VerifiedWrite<string>.Applied(uuid),
                    [{ Uuid: { } uuid }] => VerifiedWrite<string>.Unknown($"the policy {uuid} is new and does something else: someone else's, or this one by a server that lost a part of it."),
                    _ => VerifiedWrite<string>.Unknown("there are several new ones, so that someone else has created one too."),
                },
            cancellationToken);
    }

    /// <param name="repository">The repository.</param>
    /// <param name="uuid">Which policy.</param>
    /// <param name="policy">What it is to be.</param>
    /// <param name="before">What it was before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task UpdateAsync(string repository, string uuid, T policy, T before, CancellationToken cancellationToken) => writes.SendAsync(
        $"Changing the {Name} policy {uuid} of {repository}",
        async token =>
        {
            await Update(repository, uuid, policy, token).ConfigureAwait(false);
            return true;
        },
        async token => (await ListAsync(repository, token).ConfigureAwait(false)).FirstOrDefault(other => other.Uuid == uuid) switch
        {
            null => VerifiedWrite<bool>.Unknown("the policy is gone."),
            { } now when now.IsEquivalentTo(policy) => VerifiedWrite<bool>.Applied(true),
            { } now when now.IsEquivalentTo(before) => VerifiedWrite<bool>.NotApplied,
            _ => VerifiedWrite<bool>.Unknown("the policy is neither what it was nor what it was to be, so that someone else has changed it too."),
        },
        cancellationToken);

    public Task DeleteAsync(string repository, string uuid, CancellationToken cancellationToken) => writes.SendAsync(
        $"Deleting the {Name} policy {uuid} of {repository}",
        async token =>
        {
            IdOf(await Delete(repository, uuid, token).ConfigureAwait(false), expected: uuid);
            return true;
        },
        async token => (await ListAsync(repository, token).ConfigureAwait(false)).Any(other => other.Uuid == uuid)
            ? VerifiedWrite<bool>.NotApplied
            : VerifiedWrite<bool>.Applied(true),
        cancellationToken);

    /// <exception cref="QuayResponseException">The id is missing or belongs to another policy.</exception>
    private static string IdOf(PolicyId response, string? expected) =>
        Uuid.IsOne(response.Uuid) && (expected is null || string.Equals(response.Uuid, expected, StringComparison.OrdinalIgnoreCase))
            ? response.Uuid
            : throw new QuayResponseException($"The response names the policy {Quoted.Text(response.Uuid)}{(expected is null ? "" : $" instead of {expected}")}.");

    // A server with the feature answers 403 to who may not administer the repository, and 404 where there is none.
    private async Task<bool> IsLackingAsync(string repository, QuayException refusal, CancellationToken cancellationToken)
    {
        Repository found = await repositories.GetRepoAsync(repository, "false", null, cancellationToken).ConfigureAwait(false);
        return found.CanAdmin || refusal.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;
    }
}
