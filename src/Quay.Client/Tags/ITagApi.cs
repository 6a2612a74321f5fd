using Refit;

namespace Quay.Client.Tags;

/// <summary>The tag section of Quay's API, as it is on the wire. Nulls are not sent.</summary>
internal interface ITagApi
{
    [Get("/api/v1/repository/{**repository}/tag/")]
    Task<TagHistoryPage> ListRepoTagsAsync(
        string repository,
        int limit,
        int? page,
        string? specificTag,
        [AliasAs("filter_tag_name")] string? filterTagName,
        string? onlyActiveTags,
        CancellationToken cancellationToken);
}
