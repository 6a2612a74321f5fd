namespace Quay.Client;

internal sealed class TagStateReader(TagPageReader pages)
{
    // More entries than others can be expected to write between two reads.
    private const int Newest = 20;

    public async Task<TagState> ReadAsync(TagReference tag, CancellationToken cancellationToken)
    {
        TagHistoryPage page = await FirstPageAsync(
            tag.Repository, new TagHistoryQuery { SpecificTag = tag.Name, PageSize = Newest }, cancellationToken).ConfigureAwait(false);
        TagHistoryEntry? newest = page.Tags is [var first, ..] ? first : null;

        // An entry with an end has ended or will expire. Only the server knows which, because the end is a time of its clock.
        TagHistoryEntry? alive = newest is { End: not null } ? await FindAliveAsync(tag, cancellationToken).ConfigureAwait(false) : newest;
        return new TagState(page.Tags, page.HasAdditional, alive);
    }

    private async Task<TagHistoryEntry?> FindAliveAsync(TagReference tag, CancellationToken cancellationToken)
    {
        var query = new TagHistoryQuery { SpecificTag = tag.Name, PageSize = 1, OnlyActiveTags = true };
        TagHistoryPage page = await FirstPageAsync(tag.Repository, query, cancellationToken).ConfigureAwait(false);
        return page.Tags is [var alive, ..] ? alive : null;
    }

    private Task<TagHistoryPage> FirstPageAsync(RepositoryName repository, TagHistoryQuery query, CancellationToken cancellationToken) =>
        pages.FetchAsync(repository, query, new PageRange(1, query.PageSize), pages.NewReader(), isPrefetch: false, cancellationToken);
}
