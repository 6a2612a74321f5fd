using Refit;

namespace Quay.Client;

/// <summary>Defines the tag routes of Quay's API. Parameters that are null are not sent.</summary>
internal interface ITagApi
{
    // Returns the unread response, because Refit would copy the body before the serializer reads it.
    [Get("/api/v1/repository/{**repository}/tag/")]
    Task<HttpResponseMessage> ListRepoTagsAsync(
        string repository,
        int limit,
        int? page,
        string? specificTag,
        [AliasAs("filter_tag_name")] string? filterTagName,
        string? onlyActiveTags,
        CancellationToken cancellationToken);

    // Sends the same request and marks it as one that no caller waits for yet.
    [Get("/api/v1/repository/{**repository}/tag/")]
    Task<HttpResponseMessage> ListRepoTagsAsync(
        string repository,
        int limit,
        int? page,
        string? specificTag,
        [AliasAs("filter_tag_name")] string? filterTagName,
        string? onlyActiveTags,
        [Property(RequestOrigin.Prefetch)] bool isPrefetch,
        CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}/tag/{tag}")]
    Task<string?> MoveTagAsync(string repository, string tag, [Body] TagDigestBody body, CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}/tag/{tag}")]
    Task<string?> ChangeTagExpirationAsync(
        string repository, string tag, [Body] TagExpirationBody body, CancellationToken cancellationToken);

    [Put("/api/v1/repository/{**repository}/tag/{tag}")]
    Task<string?> ChangeTagImmutabilityAsync(
        string repository, string tag, [Body] TagImmutabilityBody body, CancellationToken cancellationToken);

    [Delete("/api/v1/repository/{**repository}/tag/{tag}")]
    Task<string?> DeleteFullTagAsync(string repository, string tag, CancellationToken cancellationToken);

    [Post("/api/v1/repository/{**repository}/tag/{tag}/restore")]
    Task<string?> RestoreTagAsync(string repository, string tag, [Body] TagDigestBody body, CancellationToken cancellationToken);

    [Post("/api/v1/repository/{**repository}/tag/{tag}/expire")]
    Task<string?> RemoveTagFromTimemachineAsync(
        string repository, string tag, [Body] TimeMachineBody body, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/tag/{tag}/pull_statistics")]
    Task<TagPullStatistics> GetTagPullStatisticsAsync(string repository, string tag, CancellationToken cancellationToken);
}
