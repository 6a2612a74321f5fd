using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Quay.Client.Bodies;
using Quay.Client.Errors;
using Quay.Client.Names;
using Quay.Client.Paging;

namespace Quay.Client.Tags;

/// <param name="api">The endpoints.</param>
/// <param name="pageInfo">How the serializer reads a page of a history.</param>
/// <param name="timeProvider">Says what is alive.</param>
/// <param name="maxConcurrentPages">How many pages are requested at a time where a query does not say.</param>
/// <param name="pace">How many the server allows.</param>
internal sealed class TagOperations(
    ITagApi api, Func<JsonTypeInfo<TagHistoryPage>> pageInfo, TimeProvider timeProvider, int maxConcurrentPages, Pace pace) : ITagOperations
{
    public QuayPageable<TagHistoryEntry> GetHistory(
        RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        query ??= new TagHistoryQuery();
        var reader = new TagHistoryReader(pageInfo, query.PageSize);
        return new CursorPageable<TagHistoryEntry, int>
        {
            Name = $"The tag history of {path}",
            First = query.StartPage,
            FirstNumber = query.StartPage,
            Fetch = (page, token) => FetchAsync(path, query, page, reader, token),
            Window = new PageWindow<int>(page => page + 1, query.MaxConcurrentPages ?? maxConcurrentPages, pace),
            NewSeam = TagHistoryRows.NewSeam,
            Filter = query.Filter(timeProvider),
            MethodToken = cancellationToken,
        };
    }

    private async Task<PageAnswer<TagHistoryEntry, int>> FetchAsync(
        string repository, TagHistoryQuery query, int page, TagHistoryReader reader, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await api.ListRepoTagsAsync(
            repository,
            limit: query.PageSize,
            page: page == 1 ? null : page,
            specificTag: query.SpecificTag,
            filterTagName: query.NameFilter?.ToString(),
            onlyActiveTags: query.OnlyActiveTags ? "true" : null,
            cancellationToken).ConfigureAwait(false);
        TagHistoryPage answer = await ReadAsync(response, reader, cancellationToken).ConfigureAwait(false);
        if (answer.Page != page)
        {
            throw new QuayResponseException(
                $"The tag history of {repository}: page {page} was asked for and page {answer.Page} came. A cache or proxy that leaves out the query, "
                + "perhaps. The list is not complete.");
        }

        return new PageAnswer<TagHistoryEntry, int>(answer.Tags, answer.HasAdditional, page + 1);
    }

    private static async ValueTask<TagHistoryPage> ReadAsync(HttpResponseMessage response, TagHistoryReader reader, CancellationToken cancellationToken)
    {
        // A handler of the host that stands before the chain may have put a body of its own in place.
        ReadOnlyMemory<byte> body = response.Content is BufferedBody buffered
            ? buffered.Bytes
            : await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return reader.Read(body);
        }
        catch (JsonException fault)
        {
            throw UnreadableAnswer.Of(response, body.Span, fault);
        }
    }
}
