namespace Quay.Client;

/// <summary>Specifies which pages can be requested concurrently, and how many.</summary>
internal sealed record PageWindow<TCursor>(Func<TCursor, TCursor> Successor, int Widest);

/// <summary>Requests numbered pages before they are read.</summary>
/// <remarks>
/// Concurrent requests complete in any order. If a page is older than the one before it, and an entry was pushed in between, another entry
/// is missing from both. When repeats in a page show that entries were shifted, all prefetched pages are therefore discarded and requested
/// again.
/// </remarks>
internal sealed class PagePrefetcher<T, TCursor>(
    Func<TCursor, CancellationToken, Task<PageResponse<T, TCursor>>> fetch,
    PageWindow<TCursor> window,
    CancellationToken cancellationToken) : IDisposable
{
    private readonly Queue<Task<PageResponse<T, TCursor>>> _pages = new();
    private CancellationTokenSource _requests = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private TCursor _last = default!;

    // Returns a page, and requests it if it was not prefetched. Prefetches as many further pages as the limit allows.
    public Task<PageResponse<T, TCursor>> GetAsync(TCursor cursor)
    {
        if (_pages.Count == 0)
        {
            Send(cursor);
        }

        while (_pages.Count < window.Widest)
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
            // If the page is never read, nothing else observes its failure.
            _ = response.ContinueWith(
                static task => _ = task.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
