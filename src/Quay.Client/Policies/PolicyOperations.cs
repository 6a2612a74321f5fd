namespace Quay.Client;

/// <summary>
/// Reads and writes the policies of one kind. It reads a policy before it writes it, because a server without the feature treats the path
/// of a repository's policy as a nested repository, and reports success for a DELETE.
/// </summary>
internal abstract class PolicyOperations<TPolicy>(
    IPolicyApi<TPolicy> api, IRepositoryApi repositories, IUserApi users, LostWriteRecovery writes, FeatureCheck features)
    : IPolicyOperations<TPolicy>
    where TPolicy : class, IPolicy<TPolicy>
{
    // Gets the kind of policy for messages, such as "auto-prune".
    protected abstract string Name { get; }

    // Gets the kind of policy in a path, such as "autoprunepolicy".
    protected abstract string Kind { get; }

    protected abstract OptionalFeature Feature { get; }

    protected LostWriteRecovery Writes => writes;

    public async Task<IReadOnlyList<TPolicy>> ListAsync(PolicyScope scope, CancellationToken cancellationToken = default)
    {
        string path = PathOf(scope);
        PolicyList<TPolicy> response = await features.SendAsync(
            Feature,
            $"/api/v1/{scope.ToRoute()}/{Kind}/",
            $"The {Name} policies of {scope}",
            () => api.ListAsync(path, Kind, cancellationToken),
            refusal => IsFeatureMissingAsync(scope, refusal, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return response.Policies;
    }

    public async Task<TPolicy> GetAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken = default)
    {
        string path = PathOf(scope);
        Uuid.Check(uuid, nameof(uuid));
        try
        {
            return await api.GetAsync(path, Kind, uuid, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException refusal) when (
            OptionalFeature.MayBeAbsence(refusal) || refusal.StatusCode == HttpStatusCode.PermanentRedirect)
        {
            // If the list cannot be read either, that exception has the reason. Quay redirects an unknown path to the path with a slash.
            await ListAsync(scope, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    public async Task<TPolicy> CreateAsync(PolicyScope scope, TPolicy policy, CancellationToken cancellationToken = default)
    {
        string path = PathOf(scope);
        TPolicy wanted = ToSend(policy);
        IReadOnlyList<TPolicy> before = await ListAsync(scope, cancellationToken).ConfigureAwait(false);
        ThrowIfUnsupported(scope, wanted, before);
        HashSet<string?> known = [.. before.Select(other => other.Uuid)];
        string uuid = await writes.SendAsync(
            $"Creating the {Name} policy of {scope}",
            async token => IdOf(await api.CreateAsync(path, Kind, wanted, token).ConfigureAwait(false), expected: null),
            async token => OutcomeOf(
                wanted, [.. (await ListAsync(scope, token).ConfigureAwait(false)).Where(other => !known.Contains(other.Uuid))]),
            cancellationToken).ConfigureAwait(false);
        return await VerifyCreatedAsync(scope, wanted.WithUuid(uuid), before, cancellationToken).ConfigureAwait(false);
    }

    public async Task UpdateAsync(PolicyScope scope, string uuid, TPolicy policy, CancellationToken cancellationToken = default)
    {
        string path = PathOf(scope);
        Uuid.Check(uuid, nameof(uuid));
        TPolicy wanted = ToSend(policy);
        TPolicy before = await GetAsync(scope, uuid, cancellationToken).ConfigureAwait(false);
        ThrowIfUnsupported(scope, wanted, [before]);
        await writes.SendAsync(
            $"Changing the {Name} policy {uuid} of {scope}",
            async token =>
            {
                await api.UpdateAsync(path, Kind, uuid, wanted, token).ConfigureAwait(false);
                return true;
            },
            async token => (await ListAsync(scope, token).ConfigureAwait(false)).FirstOrDefault(other => other.Uuid == uuid) switch
            {
                null => VerifiedWrite<bool>.Unknown("the policy no longer exists."),
                { } now when now.IsEquivalentTo(wanted) => VerifiedWrite<bool>.Applied(true),
                { } now when now.IsEquivalentTo(before) => VerifiedWrite<bool>.NotApplied,
                _ => VerifiedWrite<bool>.Unknown("the policy is neither the previous nor the new one. Somebody else changed it too."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken = default)
    {
        await GetAsync(scope, uuid, cancellationToken).ConfigureAwait(false);
        await SendDeleteAsync(scope, uuid, cancellationToken).ConfigureAwait(false);
    }

    protected abstract TPolicy ToSend(TPolicy policy);

    protected virtual string PathOf(PolicyScope scope) => scope.ToPath(nameof(scope));

    // Throws if the existing policies show that the server would ignore a part of the new one.
    protected virtual void ThrowIfUnsupported(PolicyScope scope, TPolicy policy, IReadOnlyList<TPolicy> existing)
    {
    }

    protected virtual Task<TPolicy> VerifyCreatedAsync(
        PolicyScope scope, TPolicy created, IReadOnlyList<TPolicy> before, CancellationToken cancellationToken) => Task.FromResult(created);

    protected Task SendDeleteAsync(PolicyScope scope, string uuid, CancellationToken cancellationToken) => writes.SendAsync(
        $"Deleting the {Name} policy {uuid} of {scope}",
        async token => IdOf(await api.DeleteAsync(PathOf(scope), Kind, uuid, token).ConfigureAwait(false), expected: uuid),
        async token => (await ListAsync(scope, token).ConfigureAwait(false)).Any(other => other.Uuid == uuid)
            ? VerifiedWrite<string>.NotApplied
            : VerifiedWrite<string>.Applied(uuid),
        cancellationToken);

    private static VerifiedWrite<string> OutcomeOf(TPolicy wanted, IReadOnlyList<TPolicy> added) => added switch
    {
        [] => VerifiedWrite<string>.NotApplied,
        [{ Uuid: { } uuid } created] when Uuid.IsOne(uuid) && created.IsEquivalentTo(wanted) => VerifiedWrite<string>.Applied(uuid),
        [{ Uuid: { } uuid }] => VerifiedWrite<string>.Unknown(
            $"the new policy {Quoted.Text(uuid)} differs. Somebody else created it, or the server ignored a part of this one."),
        _ => VerifiedWrite<string>.Unknown("there are several new policies. Somebody else created one too."),
    };

    private static string IdOf(PolicyId response, string? expected)
    {
        bool isExpected = expected is null || string.Equals(response.Uuid, expected, StringComparison.OrdinalIgnoreCase);
        string instead = expected is null ? "" : $" instead of {expected}";
        return Uuid.IsOne(response.Uuid) && isExpected
            ? response.Uuid
            : throw new QuayResponseException($"The response names the policy {Quoted.Text(response.Uuid)}{instead}.");
    }

    private async Task<bool> IsFeatureMissingAsync(PolicyScope scope, QuayException refusal, CancellationToken cancellationToken)
    {
        bool isUnknownPath = refusal.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;
        if (scope.RepositoryPath is { } repository)
        {
            // A server with the feature returns 403 if the caller is no administrator of the repository, and 404 if there is no repository.
            Repository found = await repositories.GetRepoAsync(repository, "false", null, cancellationToken).ConfigureAwait(false);
            return found.CanAdmin || isUnknownPath;
        }

        // Quay's API never returns 404 for a namespace. A valid token can read its stars, which proves that this address is a Quay server.
        return isUnknownPath
            && refusal.ErrorType is null
            && await TokenVerifier.IsAcceptedAsync(users, token: null, cancellationToken).ConfigureAwait(false);
    }
}

internal interface IPolicy<TSelf>
{
    string? Uuid { get; }

    TSelf WithUuid(string uuid);

    // Determines whether another policy has the same effect, regardless of its id and spelling.
    bool IsEquivalentTo(TSelf other);
}
