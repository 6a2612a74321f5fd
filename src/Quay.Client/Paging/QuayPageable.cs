namespace Quay.Client;

/// <summary>Represents a list that Quay returns in pages. <c>await foreach</c> reads its items, <see cref="AsPages"/> its pages.</summary>
/// <remarks>
/// <para>Enumeration is lazy. The second page is requested when you read past the first. After that, pages of a tag history are prefetched;
/// other lists request one page at a time. Each enumeration starts again. Several threads can enumerate a list.</para>
/// <para>Enumeration throws <see cref="QuayException"/> if a request fails, or if a page does not continue the previous one (for
/// example, because Quay restarted the list). It throws <see cref="OperationCanceledException"/> if the token of the method or of
/// <c>WithCancellation</c> is cancelled.</para>
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class QuayPageable<T> : IAsyncEnumerable<T>
{
    private protected QuayPageable()
    {
    }

    /// <summary>Returns the pages in order.</summary>
    public abstract IAsyncEnumerable<QuayPage<T>> AsPages();

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new ItemEnumerator(AsPages(), Source, cancellationToken);

    /// <summary>Gets the wrapped list, or this one: it determines whether the enumeration is cancelled.</summary>
    private protected virtual QuayPageable<T> Source => this;

    /// <summary>Throws if the enumeration is cancelled.</summary>
    /// <param name="cancellationToken">The token of the enumerator.</param>
    private protected virtual void ThrowIfCancelled(CancellationToken cancellationToken) =>
        cancellationToken.ThrowIfCancellationRequested();

    // An async iterator would cost more time for each item than reading the item does.
    private sealed class ItemEnumerator(
        IAsyncEnumerable<QuayPage<T>> pages, QuayPageable<T> list, CancellationToken cancellationToken) : IAsyncEnumerator<T>
    {
        private readonly IAsyncEnumerator<QuayPage<T>> _pages = pages.GetAsyncEnumerator(cancellationToken);
        private IReadOnlyList<T> _items = [];
        private int _next;

        public T Current { get; private set; } = default!;

        public ValueTask<bool> MoveNextAsync() => _next < _items.Count ? new ValueTask<bool>(TakeItem()) : MoveToNextPageAsync();

        public ValueTask DisposeAsync()
        {
            _items = [];
            return _pages.DisposeAsync();
        }

        private bool TakeItem()
        {
            list.ThrowIfCancelled(cancellationToken);
            Current = _items[_next++];
            return true;
        }

        private async ValueTask<bool> MoveToNextPageAsync()
        {
            while (await _pages.MoveNextAsync().ConfigureAwait(false))
            {
                (_items, _next) = (_pages.Current.Items, 0);
                if (_items.Count > 0)
                {
                    return TakeItem();
                }
            }

            (_items, _next) = ([], 0);
            return false;
        }
    }
}

/// <summary>Creates lists without a server, for tests.</summary>
public static class QuayPageable
{
    /// <summary>Creates a list from pages.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="pages">The pages. Each enumeration of the list enumerates them again.</param>
    public static QuayPageable<T> FromPages<T>(IEnumerable<QuayPage<T>> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new GivenPages<T>(pages);
    }

    /// <summary>Creates a list of one page from items.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items in order.</param>
    public static QuayPageable<T> FromItems<T>(params IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return FromPages([new QuayPage<T> { Items = items, Number = 1, HasAdditional = false }]);
    }

    private sealed class GivenPages<T>(IEnumerable<QuayPage<T>> pages) : QuayPageable<T>
    {
        public override IAsyncEnumerable<QuayPage<T>> AsPages() => pages.ToAsyncEnumerable();
    }
}
