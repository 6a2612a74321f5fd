using System.Runtime.CompilerServices;

namespace Quay.Client;

/// <summary>
/// The one engine for both of Quay's schemes: pages by number that end with <c>has_additional</c>, and pages by an opaque token that end
/// without one. It knows a page by its cursor only; the endpoint says how to fetch one.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <typeparam name="TCursor">What addresses a page: a number or a token.</typeparam>
internal sealed class CursorPageable<T, TCursor> : QuayPageable<T>
    where TCursor : IEquatable<TCursor>
{
    /// <summary>Asks for the page of a cursor.</summary>
    public required Func<TCursor, CancellationToken, Task<PageResponse<T, TCursor>>> Fetch { get; init; }

    public required TCursor First { get; init; }

    /// <summary>The number that the first page has for the caller.</summary>
    public int FirstNumber { get; init; } = 1;

    /// <summary>The list, as a message names it.</summary>
    public required string Name { get; init; }

    /// <summary>How pages are requested side by side; null for a list whose cursors come one with the other.</summary>
    public PageWindow<TCursor>? Window { get; init; }

    /// <summary>
    /// Makes the seam between the pages of a list whose rows can shift onto the next one; null for one whose rows cannot.
    /// </summary>
    public Func<PageOverlap<T>>? NewOverlap { get; init; }

    /// <summary>
    /// Makes what says of each page, in order, whether the list began again with it: Quay answers a token that it does not know, or no
    /// more, with page one and without a word. Null for a list without tokens.
    /// </summary>
    public Func<Predicate<IReadOnlyList<T>>>? NewRestartCheck { get; init; }

    /// <summary>Which items the caller asked for; null for all.</summary>
    public Predicate<T>? Filter { get; init; }

    /// <summary>The token that the method was called with.</summary>
    public CancellationToken MethodToken { get; init; }

    public override IAsyncEnumerable<QuayPage<T>> AsPages() => ReadPagesAsync();

    private protected override void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        MethodToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async IAsyncEnumerable<QuayPage<T>> ReadPagesAsync([EnumeratorCancellation] CancellationToken enumeratorToken = default)
    {
        // A token that cannot be cancelled costs a request nothing.
        using CancellationTokenSource? both =
            MethodToken.CanBeCanceled && enumeratorToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(MethodToken, enumeratorToken) : null;
        CancellationToken either = both?.Token ?? (MethodToken.CanBeCanceled ? MethodToken : enumeratorToken);
        using PagePrefetcher<T, TCursor>? ahead = Window is { Widest: > 1 } window ? new PagePrefetcher<T, TCursor>(Fetch, window, either) : null;
        PageOverlap<T>? seam = NewOverlap?.Invoke();
        Predicate<IReadOnlyList<T>>? isRestart = NewRestartCheck?.Invoke();
        TCursor cursor = First;
        for (int number = FirstNumber; ; number++)
        {
            ThrowIfCancelled(enumeratorToken);

            // The first page goes alone: who only looks at it, and a list of one page, costs one request.
            Task<PageResponse<T, TCursor>> answer = ahead is null || number == FirstNumber ? Fetch(cursor, either) : ahead.TakeAsync(cursor);
            (List<T> items, bool hasNext, TCursor next) = await AnswerAsync(answer, either, enumeratorToken).ConfigureAwait(false);
            if (hasNext && items.Count == 0)
            {
                throw new QuayResponseException($"{Name}: page {number} is empty and yet says that more follow. The list is not complete.");
            }

            if (hasNext && next.Equals(cursor))
            {
                throw new QuayResponseException($"{Name}: page {number} names itself as the next page. The list is not complete.");
            }

            if (isRestart?.Invoke(items) == true)
            {
                throw new QuayResponseException(
                    $"{Name}: page {number} is of rows that were read before: Quay no longer knows the token that names the page (it does for two days), and "
                    + "began again. The list is not complete. Read it again from its start.");
            }

            if (seam?.RemoveRepeats(items) == false)
            {
                throw new QuayResponseException($"{Name}: the pages up to {number} repeat earlier ones without end. The list is not complete.");
            }

            if (seam?.IsShifted == true)
            {
                ahead?.Discard();
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

    private async ValueTask<PageResponse<T, TCursor>> AnswerAsync(
        Task<PageResponse<T, TCursor>> answer, CancellationToken either, CancellationToken enumeratorToken)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The caller compares the exception's token with its own, not with the linked one.
            ThrowIfCancelled(enumeratorToken);
            throw;
        }
    }
}
