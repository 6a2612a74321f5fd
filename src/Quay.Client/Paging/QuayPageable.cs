namespace Quay.Client;

/// <summary>A list that Quay returns in pages. Enumerate it with <c>await foreach</c>, or its pages with <see cref="AsPages"/>.</summary>
/// <remarks>
/// <para>Enumeration is lazy. The second page is requested when you read past the first; after that, numbered pages are prefetched. Each
/// enumeration starts again from the first page. Several threads can enumerate a list, each with its own enumerator.</para>
/// <para>Enumeration throws <see cref="QuayException"/> if a request fails or a response cannot be the next page of the list, and
/// <see cref="OperationCanceledException"/> if the token of the method or of <c>WithCancellation</c> is cancelled.</para>
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
        new ItemEnumerator(this, cancellationToken);

    /// <summary>Throws if a token that stops the enumeration between two items is cancelled.</summary>
    /// <param name="cancellationToken">The token of the enumerator.</param>
    private protected virtual void ThrowIfCancelled(CancellationToken cancellationToken) =>
        cancellationToken.ThrowIfCancellationRequested();

    // An async iterator would cost more for each item than reading it.
    private sealed class ItemEnumerator(QuayPageable<T> list, CancellationToken cancellationToken) : IAsyncEnumerator<T>
    {
        private readonly IAsyncEnumerator<QuayPage<T>> _pages = list.AsPages().GetAsyncEnumerator(cancellationToken);
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

/// <summary>Creates lists without a server, for tests of code that reads them.</summary>
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
