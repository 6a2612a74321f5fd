using Refit;

namespace Quay.Client.Repositories;

/// <summary>The repository section of Quay's API, as it is on the wire. Nulls are not sent.</summary>
internal interface IRepositoryApi
{
    [Get("/api/v1/repository/{**repository}")]
    Task<Repository> GetRepoAsync(string repository, string? includeTags, string? includeStats, CancellationToken cancellationToken);
}
