using System.Runtime.CompilerServices;

namespace Quay.Client;

/// <summary>Represents the tag history of a repository. It is a list with page numbers.</summary>
internal sealed class TagHistoryPageable : QuayPageable<TagHistoryEntry>
{
    // Gets a function that requests a page. Its flag is true if the page is not needed yet.
    public required Func<PageRange, bool, CancellationToken, Task<TagHistoryPage>> Fetch { get; init; }

    // Gets whether pages may be requested before they are needed.
    public required Func<bool> MayPrefetch { get; init; }

    public required ClientDiagnostics Diagnostics { get; init; }

    // Gets the name of the list in messages.
    public required string Name { get; init; }

    // Gets the key of the list in positions.
    public required string Address { get; init; }

    public required int PageSize { get; init; }

    public required int MaxConcurrentPages { get; init; }

    public Predicate<TagHistoryEntry>? Filter { get; init; }

    // Gets how many entries come before the first one to read.
    public int ItemsRead { get; init; }

    // Gets the last of these entries, and the others that began in the same second.
    public IReadOnlyList<EntryIdentity> LastEntries { get; init; } = [];

    // Gets the cancellation token of the method that returned the list.
    public CancellationToken MethodToken { get; init; }

    public override IAsyncEnumerable<QuayPage<TagHistoryEntry>> AsPages() => ReadPagesAsync();

    private protected override void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        MethodToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async IAsyncEnumerable<QuayPage<TagHistoryEntry>> ReadPagesAsync(
        [EnumeratorCancellation] CancellationToken enumeratorToken = default)
    {
        using var tokens = new EnumerationTokens(MethodToken, enumeratorToken);
        using var cursor = new TagHistoryCursor(this, tokens);
        bool hasAdditional = true;
        for (int number = 1; hasAdditional; number++)
        {
            NewEntries page = await cursor.ReadNextAsync().ConfigureAwait(false);
            List<TagHistoryEntry> items =
                Filter is null || page.Entries.TrueForAll(Filter) ? page.Entries : page.Entries.FindAll(Filter);
            hasAdditional = page.HasAdditional;
            yield return new QuayPage<TagHistoryEntry>
            {
                Items = items,
                Number = number,
                HasAdditional = hasAdditional,
                Positions = new HistoryPositions(Address, items, page),
            };
        }
    }
}
