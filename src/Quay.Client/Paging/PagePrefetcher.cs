namespace Quay.Client;

/// <summary>
/// The cursors of a list that are known in advance, and the limits of the caller and of the server for concurrent requests.
/// </summary>
internal sealed record PageWindow<TCursor>(Func<TCursor, TCursor> Successor, int Widest, AdaptiveRateLimiter RateLimiter);

/// <remarks>
/// Concurrent requests complete in any order, and a push between two responses shifts the entries of the later one. So that no entry
/// falls between two pages, no page may be older than the one before it: when a page shows by its repeats that entries were shifted, all
/// prefetched pages are discarded and requested again.
/// </remarks>
internal sealed class PagePrefetcher<T, TCursor>(
    Func<TCursor, CancellationToken, Task<PageResponse<T, TCursor>>> fetch,
    PageWindow<TCursor> window,
    CancellationToken cancellationToken) : IDisposable
{
    private readonly Queue<Task<PageResponse<T, TCursor>>> _pages = new();
    private CancellationTokenSource _requests = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private TCursor _last = default!;

    // Returns a page, which is requested now unless it was prefetched, and requests as many following ones as the limits allow.
    public Task<PageResponse<T, TCursor>> GetAsync(TCursor cursor)
    {
        if (_pages.Count == 0)
        {
            Send(cursor);
        }

        while (_pages.Count < window.RateLimiter.LimitFor(window.Widest))
        {
            Send(window.Successor(_last));
        }

        return _pages.Dequeue();
    }

    // Discards the prefetched pages.
    public void Discard()
    {
        if (_pages.Count > 0)
        {
            Dispose();
            _requests = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }
    }

    public void Dispose()
    {
        _pages.Clear();
        _requests.Cancel();
        _requests.Dispose();
    }

    private void Send(TCursor cursor)
    {
        _last = cursor;
        Task<PageResponse<T, TCursor>> response = fetch(cursor, _requests.Token);
        _pages.Enqueue(response);
        if (!response.IsCompletedSuccessfully)
        {
            // The page may never be read, and then nobody observes its failure.
            _ = response.ContinueWith(
                static task => _ = task.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
