namespace Quay.Client;

/// <summary>
/// The items of pages, one after the other. By hand, because an async iterator costs more for each row than the reading of it.
/// </summary>
internal sealed class ItemEnumerator<T>(IAsyncEnumerator<QuayPage<T>> pages, Action<CancellationToken> throwIfCancelled, CancellationToken cancellationToken)
    : IAsyncEnumerator<T>
{
    private IReadOnlyList<T> _items = [];
    private int _next;

    public T Current { get; private set; } = default!;

    public ValueTask<bool> MoveNextAsync() => _next < _items.Count ? new ValueTask<bool>(Take()) : TurnPageAsync();

    public ValueTask DisposeAsync()
    {
        _items = [];
        return pages.DisposeAsync();
    }

    private bool Take()
    {
        throwIfCancelled(cancellationToken);
        Current = _items[_next++];
        return true;
    }

    private async ValueTask<bool> TurnPageAsync()
    {
        while (await pages.MoveNextAsync().ConfigureAwait(false))
        {
            (_items, _next) = (pages.Current.Items, 0);
            if (_items.Count > 0)
            {
                return Take();
            }
        }

        (_items, _next) = ([], 0);
        return false;
    }
}
