using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace Quay.Client;

internal sealed class TagPageReader(ITagApi api, Func<JsonTypeInfo<TagHistoryPage>> serializer)
{
    public TagHistoryReader NewReader() => new(serializer);

    public async Task<TagHistoryPage> FetchAsync(
        RepositoryName repository,
        TagHistoryQuery query,
        PageRange page,
        TagHistoryReader reader,
        bool isPrefetch,
        CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(repository, query, page, isPrefetch, cancellationToken).ConfigureAwait(false);
        TagHistoryPage result = await ReadAsync(response, page, reader, cancellationToken).ConfigureAwait(false);
        if (result.Page != page.Number)
        {
            throw new QuayResponseException(
                $"The tag history of {repository}: the client requested page {page.Number} and received page {result.Page}. "
                + "A cache or proxy may have removed the query. The list is incomplete.");
        }

        return result;
    }

    private Task<HttpResponseMessage> SendAsync(
        RepositoryName repository, TagHistoryQuery query, PageRange page, bool isPrefetch, CancellationToken cancellationToken)
    {
        string path = repository.ToString();
        int? number = page.Number == 1 ? null : page.Number;
        string? tag = query.SpecificTag?.ToString();
        string? filter = query.NameFilter?.ToParameter();
        string? onlyActive = query.OnlyActiveTags ? "true" : null;

        // A request option needs memory, and most requests have none.
        return isPrefetch
            ? api.ListRepoTagsAsync(path, page.Limit, number, tag, filter, onlyActive, isPrefetch, cancellationToken)
            : api.ListRepoTagsAsync(path, page.Limit, number, tag, filter, onlyActive, cancellationToken);
    }

    private async ValueTask<TagHistoryPage> ReadAsync(
        HttpResponseMessage response, PageRange range, TagHistoryReader reader, CancellationToken cancellationToken)
    {
        HttpContent content = response.Content;

        // A handler that the application added may have replaced the body.
        ReadOnlyMemory<byte> body = content is BufferedBody buffered
            ? buffered.Bytes
            : await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RequestFailure(response.RequestMessage).UnexpectedResponse(response, body.Span, "200 with a JSON object");
        }

        try
        {
            // The fast reader supports only UTF-8. For other charsets the serializer is used, as for every other route.
            if (Charset.IsUtf8(content.Headers))
            {
                return reader.Read(body, range);
            }

            TagHistoryPage? whole = await content.ReadFromJsonAsync(serializer(), cancellationToken).ConfigureAwait(false);
            return whole?.WithoutFirst(range.Skip) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException fault)
        {
            throw new RequestFailure(response.RequestMessage).UnreadableResponse(
                response, body.Span, JsonFault.Describe(Charset.ToUtf8(body.Span, content.Headers), serializer(), fault));
        }
        catch (Exception fault) when (fault is InvalidOperationException or NotSupportedException)
        {
            throw new RequestFailure(response.RequestMessage).UnreadableResponse(response, body.Span, fault);
        }
    }
}
