using System.Runtime.CompilerServices;

namespace Quay.Client;

/// <summary>Represents a page of a list whose pages follow one another by opaque tokens. The last page has no token.</summary>
internal readonly record struct TokenPage<T>(List<T> Items, string? NextToken);

internal static class TokenPage
{
    // Quay's page tokens are never empty.
    public static TokenPage<T> Of<T>(List<T> items, string? nextToken) => new(items, string.IsNullOrEmpty(nextToken) ? null : nextToken);
}

/// <summary>
/// Reads a list with page tokens. The server finds the next page by the last item, so no change of the list can make it skip another item.
/// </summary>
internal sealed class TokenPageable<T> : QuayPageable<T>
{
    // Gets a function that requests a page; its token is null for the first page.
    public required Func<string?, CancellationToken, Task<TokenPage<T>>> Fetch { get; init; }

    // Gets the name of the list in messages.
    public required string Name { get; init; }

    // Gets the key of the list in positions; null for a list without positions.
    public string? Address { get; init; }

    // Gets a function that creates the check whether a page starts the list again; null for none. Quay silently returns the first page for
    // an unknown token.
    public Func<Predicate<IReadOnlyList<T>>>? NewRestartCheck { get; init; }

    // Gets a function that names an item in positions; null for a list without positions.
    public Func<T, string>? NameOf { get; init; }

    // Gets the position after which the list is read; null to read it from the start.
    public ListPosition? StartAfter { get; init; }

    // Gets the cancellation token of the method that returned the list.
    public CancellationToken MethodToken { get; init; }

    public override IAsyncEnumerable<QuayPage<T>> AsPages() => ReadPagesAsync();

    private protected override void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        MethodToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async IAsyncEnumerable<QuayPage<T>> ReadPagesAsync([EnumeratorCancellation] CancellationToken enumeratorToken = default)
    {
        using var tokens = new EnumerationTokens(MethodToken, enumeratorToken);
        Predicate<IReadOnlyList<T>>? isRestart = NewRestartCheck?.Invoke();
        string? token = StartAfter?.PageToken;
        string[] read = StartAfter?.Landmarks.TakeLast(StartAfter.ItemsRead).ToArray() ?? [];
        string[]? firstPage = token is null ? null : [.. StartAfter!.Landmarks.SkipLast(StartAfter.ItemsRead)];
        for (int number = 1; ; number++)
        {
            tokens.ThrowIfCancelled();
            (List<T> items, string? next) = await tokens.WaitAsync(Fetch(token, tokens.Either)).ConfigureAwait(false);
            string? fault =
                next is not null && items.Count == 0 ? $"page {number} is empty, although more pages follow"
                : next is not null && next == token ? $"page {number} names itself as the next page"
                : isRestart?.Invoke(items) == true || IsResumedAtStart(items)
                    ? $"page {number} repeats earlier items: Quay no longer knows the token of the page, which is valid for two days, and "
                    + "returned the first page again"
                : null;
            if (fault is not null)
            {
                throw new QuayResponseException($"{Name}: {fault}. The list is incomplete: read it again from the start.");
            }

            // Items that were read may have been deleted since.
            int skipped = items.TakeWhile(item => NameOf is not null && read.Contains(NameOf(item))).Count();
            string[] names = NameOf is null ? [] : [.. read, .. items.Skip(skipped).Select(NameOf)];
            firstPage ??= names;
            yield return new QuayPage<T>
            {
                Items = skipped == 0 ? items : items[skipped..],
                Number = number,
                HasAdditional = next is not null,
                Positions = NameOf is null || Address is null ? null
                    : new TokenPositions(Address, token, names, read.Length, next, firstPage),
            };
            if (next is null)
            {
                yield break;
            }

            (token, read) = (next, []);
        }

        bool IsResumedAtStart(List<T> items) =>
            token is not null && NameOf is not null && items is [var first, ..] && firstPage?.Contains(NameOf(first)) == true;
    }

    // The names are those of the page, after those that were read before.
    private sealed class TokenPositions(string list, string? token, string[] names, int before, string? next, string[] firstPage)
        : PagePositions
    {
        public override ListPosition After(int index)
        {
            int read = before + index + 1;
            bool isEnd = read >= names.Length && next is not null;
            string[] onPage = isEnd ? [] : names[..read];
            return new ListPosition
            {
                List = list,
                PageToken = isEnd ? next : token,
                ItemsRead = onPage.Length,
                Landmarks = isEnd || token is not null ? [.. firstPage, .. onPage] : onPage,
            };
        }
    }
}
