namespace Quay.Client;

/// <summary>The requests for pages that will be asked for next.</summary>
/// <remarks>
/// Requests that are under way together are answered in any order, and a push between two answers shifts the rows of the later one. So that
/// no row falls between two pages, no page may be older than the one before it: when a page shows by its repeats that rows were shifted,
/// all that was requested ahead is thrown away, for it may be from before the shift, and requested again.
/// </remarks>
internal sealed class PagePrefetcher<T, TCursor>(
    Func<TCursor, CancellationToken, Task<PageResponse<T, TCursor>>> fetch, PageWindow<TCursor> window, CancellationToken cancellationToken) : IDisposable
{
    private readonly Queue<Task<PageResponse<T, TCursor>>> _ahead = new();
    private CancellationTokenSource _requests = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private TCursor _last = default!;

    /// <summary>
    /// The answer to a request for a page, which is sent now unless it was sent ahead; and sends those behind it that the window has room
    /// for.
    /// </summary>
    public Task<PageResponse<T, TCursor>> TakeAsync(TCursor cursor)
    {
        if (_ahead.Count == 0)
        {
            Send(cursor);
        }

        while (_ahead.Count < window.Width)
        {
            Send(window.Successor(_last));
        }

        return _ahead.Dequeue();
    }

    /// <summary>Throws away what was requested ahead.</summary>
    public void Discard()
    {
        if (_ahead.Count > 0)
        {
            Dispose();
            _requests = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }
    }

    public void Dispose()
    {
        _ahead.Clear();
        _requests.Cancel();
        _requests.Dispose();
    }

    private void Send(TCursor cursor)
    {
        _last = cursor;
        Task<PageResponse<T, TCursor>> answer = fetch(cursor, _requests.Token);
        _ahead.Enqueue(answer);
        if (!answer.IsCompletedSuccessfully)
        {
            // Perhaps nobody will ask for it, and then its failure is nobody's.
            _ = answer.ContinueWith(
                static task => _ = task.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
