using System.Runtime.CompilerServices;

namespace Quay.Client;

internal readonly record struct PageResponse<T, TCursor>(List<T> Items, bool HasNext, TCursor Next);

/// <summary>
/// Reads lists with both of Quay's paging schemes: page numbers with <c>has_additional</c>, and opaque page tokens. It identifies a page
/// only by its cursor; the endpoint sends the request.
/// </summary>
internal sealed class CursorPageable<T, TCursor> : QuayPageable<T>
    where TCursor : IEquatable<TCursor>
{
    public required Func<TCursor, CancellationToken, Task<PageResponse<T, TCursor>>> Fetch { get; init; }

    public required TCursor First { get; init; }

    // Gets the number of the first page, as the caller sees it.
    public int FirstNumber { get; init; } = 1;

    // Gets the name of the list in messages.
    public required string Name { get; init; }

    // Gets how pages are requested concurrently; null for a list whose cursors are only in the page before.
    public PageWindow<TCursor>? Window { get; init; }

    // Gets a function that creates the de-duplication of an enumeration; null for a list whose items cannot shift to the next page.
    public Func<PageOverlap<T>>? NewOverlap { get; init; }

    // Gets a function that creates the check whether a page starts the list again; null for none. Quay silently returns the first page for
    // an unknown token.
    public Func<Predicate<IReadOnlyList<T>>>? NewRestartCheck { get; init; }

    public Predicate<T>? Filter { get; init; }

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
        // Tokens are linked only if both can be cancelled.
        using CancellationTokenSource? both = MethodToken.CanBeCanceled && enumeratorToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(MethodToken, enumeratorToken)
            : null;
        CancellationToken either = both?.Token ?? (MethodToken.CanBeCanceled ? MethodToken : enumeratorToken);
        using PagePrefetcher<T, TCursor>? prefetcher =
            Window is { Widest: > 1 } window ? new PagePrefetcher<T, TCursor>(Fetch, window, either) : null;
        PageOverlap<T>? overlap = NewOverlap?.Invoke();
        Predicate<IReadOnlyList<T>>? isRestart = NewRestartCheck?.Invoke();
        TCursor cursor = First;
        for (int number = FirstNumber; ; number++)
        {
            ThrowIfCancelled(enumeratorToken);

            // The first page is requested before any other, so that a list of one page costs one request.
            Task<PageResponse<T, TCursor>> response =
                prefetcher is null || number == FirstNumber ? Fetch(cursor, either) : prefetcher.GetAsync(cursor);
            (List<T> items, bool hasNext, TCursor next) = await WaitAsync(response, either, enumeratorToken).ConfigureAwait(false);
            string? fault =
                hasNext && items.Count == 0 ? $"page {number} is empty, although more pages follow"
                : hasNext && next.Equals(cursor) ? $"page {number} names itself as the next page"
                : isRestart?.Invoke(items) == true
                    ? $"page {number} repeats earlier items: Quay no longer knows the token of the page, which is valid for two days, and "
                    + "returned the first page again"
                : overlap?.RemoveRepeats(items) == false ? $"the pages up to {number} repeat earlier ones without end"
                : null;
            if (fault is not null)
            {
                throw new QuayResponseException($"{Name}: {fault}. The list is incomplete: read it again from the start.");
            }

            if (overlap?.IsShifted == true)
            {
                prefetcher?.Discard();
            }

            if (Filter is not null)
            {
                items.RemoveAll(item => !Filter(item));
            }

            yield return new QuayPage<T> { Items = items, Number = number, HasAdditional = hasNext };
            if (!hasNext)
            {
                yield break;
            }

            cursor = next;
        }
    }

    private async ValueTask<PageResponse<T, TCursor>> WaitAsync(
        Task<PageResponse<T, TCursor>> response, CancellationToken either, CancellationToken enumeratorToken)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The caller expects its own token in the exception, not the linked one.
            ThrowIfCancelled(enumeratorToken);
            throw;
        }
    }
}
