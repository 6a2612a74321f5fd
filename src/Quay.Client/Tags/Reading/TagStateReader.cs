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
        return new TagState(With(page.Tags, alive), page.HasAdditional, alive);
    }

    // Adds an entry that somebody else wrote between the two reads. If the entries are cut, an older one can also be missing.
    private static IReadOnlyList<TagHistoryEntry> With(IReadOnlyList<TagHistoryEntry> entries, TagHistoryEntry? alive) =>
        alive is null || entries.Any(entry => TagState.IsSame(entry, alive) || entry.Start > alive.Start) ? entries : [alive, .. entries];

    private async Task<TagHistoryEntry?> FindAliveAsync(TagReference tag, CancellationToken cancellationToken)
    {
        var query = new TagHistoryQuery { SpecificTag = tag.Name, PageSize = 1, OnlyActiveTags = true };
        TagHistoryPage page = await FirstPageAsync(tag.Repository, query, cancellationToken).ConfigureAwait(false);
        return page.Tags is [var alive, ..] ? alive : null;
    }

    private Task<TagHistoryPage> FirstPageAsync(RepositoryName repository, TagHistoryQuery query, CancellationToken cancellationToken) =>
        pages.FetchAsync(repository, query, new PageRange(1, query.PageSize), pages.NewReader(), isPrefetch: false, cancellationToken);
}
