using Refit;

namespace Quay.Client;

/// <summary>The policies of a repository in Quay's API, as they are on the wire.</summary>
internal interface IPolicyApi
{
    [Get("/api/v1/repository/{**repository}/autoprunepolicy/")]
    Task<PolicyList<AutoPrunePolicy>> ListAutoPrunePoliciesAsync(string repository, CancellationToken cancellationToken);

    [Post("/api/v1/repository/{**repository}/autoprunepolicy/")]
    Task<PolicyId> CreateAutoPrunePolicyAsync(string repository, [Body] AutoPrunePolicy policy, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/autoprunepolicy/{uuid}")]
    Task<AutoPrunePolicy> GetAutoPrunePolicyAsync(string repository, string uuid, CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}/autoprunepolicy/{uuid}")]
    Task<string?> UpdateAutoPrunePolicyAsync(string repository, string uuid, [Body] AutoPrunePolicy policy, CancellationToken cancellationToken);

    [Delete("/api/v1/repository/{**repository}/autoprunepolicy/{uuid}")]
    Task<PolicyId> DeleteAutoPrunePolicyAsync(string repository, string uuid, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/immutabilitypolicy/")]
    Task<PolicyList<ImmutabilityPolicy>> ListImmutabilityPoliciesAsync(string repository, CancellationToken cancellationToken);

    [Post("/api/v1/repository/{**repository}/immutabilitypolicy/")]
    Task<PolicyId> CreateImmutabilityPolicyAsync(string repository, [Body] ImmutabilityPolicy policy, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/immutabilitypolicy/{uuid}")]
    Task<ImmutabilityPolicy> GetImmutabilityPolicyAsync(string repository, string uuid, CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}/immutabilitypolicy/{uuid}")]
    Task<string?> UpdateImmutabilityPolicyAsync(string repository, string uuid, [Body] ImmutabilityPolicy policy, CancellationToken cancellationToken);

    [Delete("/api/v1/repository/{**repository}/immutabilitypolicy/{uuid}")]
    Task<PolicyId> DeleteImmutabilityPolicyAsync(string repository, string uuid, CancellationToken cancellationToken);
}
