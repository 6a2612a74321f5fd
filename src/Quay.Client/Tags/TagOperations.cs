using Quay.Client.Errors;
using Quay.Client.Names;
using Quay.Client.Paging;

namespace Quay.Client.Tags;

internal sealed class TagOperations(ITagApi api, TimeProvider timeProvider) : ITagOperations
{
    public QuayPageable<TagHistoryEntry> GetHistory(
        RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        query ??= new TagHistoryQuery();
        return new CursorPageable<TagHistoryEntry, int>
        {
            Name = $"The tag history of {path}",
            First = query.StartPage,
            FirstNumber = query.StartPage,
            Fetch = (page, token) => FetchAsync(path, query, page, token),
            NewSeam = TagHistoryRows.NewSeam,
            Filter = query.Filter(timeProvider),
            MethodToken = cancellationToken,
        };
    }

    private async Task<PageAnswer<TagHistoryEntry, int>> FetchAsync(string repository, TagHistoryQuery query, int page, CancellationToken cancellationToken)
    {
        TagHistoryPage answer = await api.ListRepoTagsAsync(
            repository,
            limit: query.PageSize,
            page: page == 1 ? null : page,
            specificTag: query.SpecificTag,
            filterTagName: query.NameFilter?.ToString(),
            onlyActiveTags: query.OnlyActiveTags ? "true" : null,
            cancellationToken).ConfigureAwait(false);
        if (answer.Page != page)
        {
            throw new QuayResponseException(
                $"The tag history of {repository}: page {page} was asked for and page {answer.Page} came. A cache or proxy that leaves out the query, "
                + "perhaps. The list is not complete.");
        }

        return new PageAnswer<TagHistoryEntry, int>(answer.Tags, answer.HasAdditional, page + 1);
    }
}
