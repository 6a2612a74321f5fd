namespace Quay.Client;

internal sealed class PolicyOperations : IPolicyOperations
{
    private const int LongestPattern = 256;

    private readonly PolicyKind<AutoPrunePolicy> _autoPrune;
    private readonly PolicyKind<ImmutabilityPolicy> _immutability;
    private readonly PatternSupport _patterns;

    /// <param name="api">The endpoints.</param>
    /// <param name="repositories">Says whether the repository can be read and administered.</param>
    /// <param name="writes">Sends what changes policies.</param>
    public PolicyOperations(IPolicyApi api, IRepositoryApi repositories, WriteSender writes)
    {
        _autoPrune = new PolicyKind<AutoPrunePolicy>(repositories, writes)
        {
            Name = "auto-prune",
            Feature = OptionalFeature.AutoPrune,
            List = api.ListAutoPrunePoliciesAsync,
            Get = api.GetAutoPrunePolicyAsync,
            Create = api.CreateAutoPrunePolicyAsync,
            Update = api.UpdateAutoPrunePolicyAsync,
            Delete = api.DeleteAutoPrunePolicyAsync,
        };
        _immutability = new PolicyKind<ImmutabilityPolicy>(repositories, writes)
        {
            Name = "immutability",
            Feature = OptionalFeature.ImmutableTags,
            List = api.ListImmutabilityPoliciesAsync,
            Get = api.GetImmutabilityPolicyAsync,
            Create = api.CreateImmutabilityPolicyAsync,
            Update = api.UpdateImmutabilityPolicyAsync,
            Delete = api.DeleteImmutabilityPolicyAsync,
        };
        _patterns = new PatternSupport(_autoPrune, writes);
    }

    public Task<IReadOnlyList<AutoPrunePolicy>> GetAutoPrunePoliciesAsync(RepositoryName repository, CancellationToken cancellationToken = default) =>
        _autoPrune.ListAsync(repository.Checked(nameof(repository)), cancellationToken);

    public Task<AutoPrunePolicy> GetAutoPrunePolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default) =>
        _autoPrune.GetAsync(repository.Checked(nameof(repository)), Uuid.Check(uuid, nameof(uuid)), cancellationToken);

    public Task<AutoPrunePolicy> CreateAutoPrunePolicyAsync(
        RepositoryName repository, AutoPrunePolicy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return CreateAutoPrunePolicyAsync(repository.Checked(nameof(repository)), policy.ToSend(), cancellationToken);
    }

    public Task UpdateAutoPrunePolicyAsync(
        RepositoryName repository, string uuid, AutoPrunePolicy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return UpdateAutoPrunePolicyAsync(
            repository.Checked(nameof(repository)), Uuid.Check(uuid, nameof(uuid)), policy.ToSend(), cancellationToken);
    }

    public Task DeleteAutoPrunePolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default) =>
        DeleteAsync(_autoPrune, repository.Checked(nameof(repository)), Uuid.Check(uuid, nameof(uuid)), cancellationToken);

    public Task<IReadOnlyList<ImmutabilityPolicy>> GetImmutabilityPoliciesAsync(RepositoryName repository, CancellationToken cancellationToken = default) =>
        _immutability.ListAsync(repository.Checked(nameof(repository)), cancellationToken);

    public Task<ImmutabilityPolicy> GetImmutabilityPolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default) =>
        _immutability.GetAsync(repository.Checked(nameof(repository)), Uuid.Check(uuid, nameof(uuid)), cancellationToken);

    public Task<ImmutabilityPolicy> CreateImmutabilityPolicyAsync(
        RepositoryName repository, ImmutabilityPolicy policy, CancellationToken cancellationToken = default) =>
        CreateImmutabilityPolicyAsync(repository.Checked(nameof(repository)), Checked(policy), cancellationToken);

    public Task UpdateImmutabilityPolicyAsync(
        RepositoryName repository, string uuid, ImmutabilityPolicy policy, CancellationToken cancellationToken = default) =>
        UpdateImmutabilityPolicyAsync(repository.Checked(nameof(repository)), Uuid.Check(uuid, nameof(uuid)), Checked(policy), cancellationToken);

    public Task DeleteImmutabilityPolicyAsync(RepositoryName repository, string uuid, CancellationToken cancellationToken = default) =>
        DeleteAsync(_immutability, repository.Checked(nameof(repository)), Uuid.Check(uuid, nameof(uuid)), cancellationToken);

    private static ImmutabilityPolicy Checked(ImmutabilityPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.TagPattern?.Trim().Length is > 0 and <= LongestPattern
            ? policy with { Uuid = null }
            : throw new ArgumentException($"The pattern of an immutability policy has 1 to {LongestPattern} characters, and not blanks alone.", nameof(policy));
    }

    private static async Task DeleteAsync<T>(PolicyKind<T> kind, string repository, string uuid, CancellationToken cancellationToken)
        where T : class, IPolicy<T>
    {
        await kind.GetAsync(repository, uuid, cancellationToken).ConfigureAwait(false);
        await kind.DeleteAsync(repository, uuid, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AutoPrunePolicy> CreateAutoPrunePolicyAsync(string repository, AutoPrunePolicy policy, CancellationToken cancellationToken)
    {
        IReadOnlyList<AutoPrunePolicy> before = await _autoPrune.ListAsync(repository, cancellationToken).ConfigureAwait(false);
        PatternSupport.Check(repository, policy, before);
        string uuid = await _autoPrune.CreateAsync(repository, policy, before, cancellationToken).ConfigureAwait(false);

        // Where a policy was there already, it has shown that the server knows patterns.
        return policy.TagPattern is null || before.Count > 0
            ? policy with { Uuid = uuid }
            : await _patterns.CheckCreatedAsync(repository, uuid, cancellationToken).ConfigureAwait(false);
    }

    private async Task UpdateAutoPrunePolicyAsync(string repository, string uuid, AutoPrunePolicy policy, CancellationToken cancellationToken)
    {
        AutoPrunePolicy before = await _autoPrune.GetAsync(repository, uuid, cancellationToken).ConfigureAwait(false);
        PatternSupport.Check(repository, policy, before);
        await _autoPrune.UpdateAsync(repository, uuid, policy, before, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImmutabilityPolicy> CreateImmutabilityPolicyAsync(string repository, ImmutabilityPolicy policy, CancellationToken cancellationToken)
    {
        IReadOnlyList<ImmutabilityPolicy> before = await _immutability.ListAsync(repository, cancellationToken).ConfigureAwait(false);
        return policy with { Uuid = await _immutability.CreateAsync(repository, policy, before, cancellationToken).ConfigureAwait(false) };
    }

    private async Task UpdateImmutabilityPolicyAsync(string repository, string uuid, ImmutabilityPolicy policy, CancellationToken cancellationToken)
    {
        ImmutabilityPolicy before = await _immutability.GetAsync(repository, uuid, cancellationToken).ConfigureAwait(false);
        await _immutability.UpdateAsync(repository, uuid, policy, before, cancellationToken).ConfigureAwait(false);
    }
}
