namespace Quay.Client;

/// <summary>Reads the state of single tags.</summary>
internal sealed class TagStateReader(TagPageReader pages)
{
    // More than anybody writes of one tag between two looks.
    private const int Newest = 20;

    public async Task<TagState> ReadAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        TagHistoryPage page = await FirstPageAsync(repository, new TagHistoryQuery { SpecificTag = tag, PageSize = Newest }, cancellationToken).ConfigureAwait(false);
        TagHistoryEntry? newest = page.Tags is [var first, ..] ? first : null;

        // A row that has an end is dead or will expire. The server knows, for its clock gave the end.
        TagHistoryEntry? alive = newest is { End: not null } ? await FindAliveAsync(repository, tag, cancellationToken).ConfigureAwait(false) : newest;
        return new TagState(page.Tags, page.HasAdditional, alive);
    }

    private async Task<TagHistoryEntry?> FindAliveAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        var query = new TagHistoryQuery { SpecificTag = tag, PageSize = 1, OnlyActiveTags = true };
        TagHistoryPage page = await FirstPageAsync(repository, query, cancellationToken).ConfigureAwait(false);
        return page.Tags is [var alive, ..] ? alive : null;
    }

    private Task<TagHistoryPage> FirstPageAsync(string repository, TagHistoryQuery query, CancellationToken cancellationToken) =>
        pages.FetchAsync(repository, query, page: 1, pages.NewReader(query), cancellationToken);
}
