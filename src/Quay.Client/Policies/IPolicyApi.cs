using Refit;

namespace Quay.Client;

internal interface IPolicyApi<TPolicy>
    where TPolicy : class
{
    [Get("/api/v1/{**scope}/{kind}/")]
    Task<PolicyList<TPolicy>> ListAsync(string scope, string kind, CancellationToken cancellationToken);

    [Post("/api/v1/{**scope}/{kind}/")]
    Task<PolicyId> CreateAsync(string scope, string kind, [Body] TPolicy policy, CancellationToken cancellationToken);

    [Get("/api/v1/{**scope}/{kind}/{uuid}")]
    Task<TPolicy> GetAsync(string scope, string kind, string uuid, CancellationToken cancellationToken);

    [Put("/api/v1/{**scope}/{kind}/{uuid}")]
    Task<string?> UpdateAsync(string scope, string kind, string uuid, [Body] TPolicy policy, CancellationToken cancellationToken);

    [Delete("/api/v1/{**scope}/{kind}/{uuid}")]
    Task<PolicyId> DeleteAsync(string scope, string kind, string uuid, CancellationToken cancellationToken);
}

// Refit supports only interfaces without type parameters.
internal interface IAutoPrunePolicyApi : IPolicyApi<AutoPrunePolicy>;

internal interface IImmutabilityPolicyApi : IPolicyApi<ImmutabilityPolicy>;

internal sealed class PolicyList<TPolicy> : IJsonOnDeserialized
    where TPolicy : class
{
    [JsonPropertyName("policies")]
    public required IReadOnlyList<TPolicy> Policies { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Policies, "a policy");
}

internal sealed class PolicyId
{
    [JsonPropertyName("uuid")]
    public required string Uuid { get; init; }
}
