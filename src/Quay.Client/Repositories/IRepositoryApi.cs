using Refit;

namespace Quay.Client;

/// <summary>The repository section of Quay's API, as it is on the wire. Nulls are not sent.</summary>
internal interface IRepositoryApi
{
    [Get("/api/v1/repository/{**repository}")]
    Task<Repository> GetRepoAsync(string repository, string? includeTags, string? includeStats, CancellationToken cancellationToken);

    /// <summary>Sends the same request and records the token that was sent with it.</summary>
    [Get("/api/v1/repository/{**repository}")]
    Task<Repository> GetRepoAsync(
        string repository, string? includeTags, string? includeStats, [Property(CallToken.Name)] CallToken token, CancellationToken cancellationToken);

    [Get("/api/v1/repository")]
    Task<RepositoryPage> ListReposAsync(
        [AliasAs("namespace")] string? owner,
        [AliasAs("public")] string? includePublic,
        string? starred,
        [AliasAs("last_modified")] string? lastModified,
        string? popularity,
        [AliasAs("next_page")] string? nextPage,
        [Property(CallToken.Name)] CallToken token,
        CancellationToken cancellationToken);

    [Post("/api/v1/repository")]
    Task<CreatedRepository> CreateRepoAsync([Body] NewRepository body, CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}")]
    Task<ChangeAnswer> UpdateRepoAsync(string repository, [Body] NewDescription body, CancellationToken cancellationToken);

    [Delete("/api/v1/repository/{**repository}")]
    Task<string?> DeleteRepositoryAsync(string repository, CancellationToken cancellationToken);

    [Post("/api/v1/repository/{**repository}/changevisibility")]
    Task<ChangeAnswer> ChangeRepoVisibilityAsync(string repository, [Body] NewVisibility body, CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}/changestate")]
    Task<ChangeAnswer> ChangeRepoStateAsync(string repository, [Body] NewState body, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/logs")]
    Task<LogPage> ListRepoLogsAsync(
        string repository, string? starttime, string? endtime, [AliasAs("next_page")] string? nextPage, CancellationToken cancellationToken);
}
