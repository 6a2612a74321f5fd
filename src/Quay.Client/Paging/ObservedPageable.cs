namespace Quay.Client;

/// <summary>
/// Observes each enumeration of a list as one operation. It begins when the first page is requested, and ends with the list, an error or
/// the disposal of the enumerator.
/// </summary>
internal sealed class ObservedPageable<T>(OperationObserver observer, string name, string? repository, QuayPageable<T> list)
    : QuayPageable<T>
{
    public override IAsyncEnumerable<QuayPage<T>> AsPages() => new Pages(observer, name, repository, list.AsPages());

    private protected override QuayPageable<T> Source => list;

    private sealed class Pages(OperationObserver observer, string name, string? repository, IAsyncEnumerable<QuayPage<T>> pages)
        : IAsyncEnumerable<QuayPage<T>>
    {
        public IAsyncEnumerator<QuayPage<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            IAsyncEnumerator<QuayPage<T>> enumerator = pages.GetAsyncEnumerator(cancellationToken);
            return observer.IsObserved ? new PageEnumerator(observer, name, repository, enumerator) : enumerator;
        }
    }

    private sealed class PageEnumerator(
        OperationObserver observer, string name, string? repository, IAsyncEnumerator<QuayPage<T>> pages) : IAsyncEnumerator<QuayPage<T>>
    {
        private ObservedOperation? _operation;
        private bool _hasEnded;

        public QuayPage<T> Current => pages.Current;

        // The methods are async, so that the caller's current span remains unchanged.
        public async ValueTask<bool> MoveNextAsync()
        {
            if (_hasEnded)
            {
                return await pages.MoveNextAsync().ConfigureAwait(false);
            }

            _operation ??= observer.Start(name, repository);
            _operation.Resume();
            try
            {
                if (await pages.MoveNextAsync().ConfigureAwait(false))
                {
                    _operation.Pause(pages.Current.Items.Count);
                    return true;
                }
            }
            catch (Exception fault)
            {
                _hasEnded = true;
                _operation.End(fault);
                throw;
            }

            _hasEnded = true;
            _operation.End();
            return false;
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await pages.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                if (!_hasEnded)
                {
                    _hasEnded = true;
                    _operation?.Abandon();
                }
            }
        }
    }
}
