using Refit;

namespace Quay.Client;

/// <summary>Defines the repository routes of Quay's API. Parameters that are null are not sent.</summary>
internal interface IRepositoryApi
{
    [Get("/api/v1/repository/{**repository}")]
    Task<Repository> GetRepoAsync(string repository, string? includeTags, string? includeStats, CancellationToken cancellationToken);

    // Sends the same request and records the token that was sent with it.
    [Get("/api/v1/repository/{**repository}")]
    Task<Repository> GetRepoAsync(
        string repository,
        string? includeTags,
        string? includeStats,
        [Property(CallToken.Name)] CallToken token,
        CancellationToken cancellationToken);

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
    Task<ChangeResult> UpdateRepoAsync(string repository, [Body] NewDescription body, CancellationToken cancellationToken);

    [Delete("/api/v1/repository/{**repository}")]
    Task<string?> DeleteRepositoryAsync(string repository, CancellationToken cancellationToken);

    [Post("/api/v1/repository/{**repository}/changevisibility")]
    Task<ChangeResult> ChangeRepoVisibilityAsync(string repository, [Body] NewVisibility body, CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}/changestate")]
    Task<ChangeResult> ChangeRepoStateAsync(string repository, [Body] NewState body, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/logs")]
    Task<LogPage> ListRepoLogsAsync(
        string repository,
        string? starttime,
        string? endtime,
        [AliasAs("next_page")] string? nextPage,
        CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/aggregatelogs")]
    Task<LogCountList> GetAggregateRepoLogsAsync(
        string repository, string? starttime, string? endtime, CancellationToken cancellationToken);
}

internal sealed record NewRepository(
    [property: JsonPropertyName("repository")] string Repository,
    [property: JsonPropertyName("namespace")] string Namespace,
    [property: JsonPropertyName("visibility")] string Visibility,
    [property: JsonPropertyName("description")] string Description);

internal sealed record NewDescription([property: JsonPropertyName("description")] string Description);

internal sealed record NewVisibility([property: JsonPropertyName("visibility")] string Visibility);

internal sealed record NewState([property: JsonPropertyName("state")] string State);

internal sealed class CreatedRepository
{
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }
}

internal sealed class ChangeResult
{
    [JsonPropertyName("success")]
    public required bool Success { get; init; }
}

internal sealed class RepositoryPage : IJsonOnDeserialized
{
    [JsonPropertyName("repositories")]
    public required List<RepositoryListItem> Repositories { get; init; }

    [JsonPropertyName("next_page")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextPage { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Repositories, "a repository");
}

internal sealed class LogPage : IJsonOnDeserialized
{
    [JsonPropertyName("logs")]
    public required List<LogEntry> Logs { get; init; }

    [JsonPropertyName("next_page")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextPage { get; init; }

    // Gets whether Logs is empty because Quay could not search the log.
    [JsonPropertyName("search_unavailable")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? SearchUnavailable { get; init; }

    [JsonPropertyName("message")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Logs, "an entry");
}

internal sealed class LogCountList : IJsonOnDeserialized
{
    [JsonPropertyName("aggregated")]
    public required List<LogCount> Counts { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Counts, "a count");
}

internal sealed class LogCount
{
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("count")]
    public required int Count { get; init; }

    // Gets the start of the day, in UTC.
    [JsonPropertyName("datetime")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public required DateTimeOffset Day { get; init; }
}
