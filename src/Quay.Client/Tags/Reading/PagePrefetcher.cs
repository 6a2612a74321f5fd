namespace Quay.Client;

/// <summary>Requests pages of a tag history before they are read.</summary>
/// <remarks>
/// A list does not reveal its length, and a page past its end is a wasted request. So only pages that are known to exist are requested, and
/// one page further ahead: if it exists, so do the pages before it. Its distance grows each time. If it does not exist, the next one is
/// half as far.
/// </remarks>
internal sealed class PagePrefetcher : IDisposable
{
    private const int FirstDistance = 2;
    private const int WidestOverlap = 8;

    private readonly Lock _lock = new();
    private readonly Func<PageRange, CancellationToken, Task<TagHistoryPage>> _fetch;
    private readonly Func<bool> _mayPrefetch;
    private readonly CancellationTokenSource _requests;
    private readonly int _pageSize;
    private readonly int _widest;

    // The requested pages, and those that could be requested, in the order of the list.
    private readonly List<Request> _requested = [];
    private readonly List<PageRange> _known = [];
    private readonly List<PageRange> _unknown = [];
    private Request? _probe;
    private Task _reading = Task.CompletedTask;
    private bool _isDisposed;
    private int _end;
    private int _window;
    private int _distance = FirstDistance;
    private int _overlap = 1;

    // The list seems to have at least and at most this many entries.
    private int _least;
    private int _most = int.MaxValue;

    public PagePrefetcher(
        Func<PageRange, CancellationToken, Task<TagHistoryPage>> fetch,
        Func<bool> mayPrefetch,
        int widest,
        int pageSize,
        CancellationToken cancellationToken)
    {
        (_fetch, _mayPrefetch, _widest, _window, _pageSize) = (fetch, mayPrefetch, widest, widest, pageSize);
        _requests = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    // Takes the page that continues after the entries that were read, if it was requested.
    public (PageRange Range, Task<TagHistoryPage> Response)? Take(int read)
    {
        lock (_lock)
        {
            while (_requested is [var past, ..] && past.Range.End <= read)
            {
                _requested.RemoveAt(0);
            }

            if (_requested is not [var next, ..] || next.Range.Start >= read)
            {
                return null;
            }

            _requested.RemoveAt(0);

            // A failure can be old by now, so the page is requested again.
            return next.Response.IsCompleted && !next.Response.IsCompletedSuccessfully ? null : (next.Range, next.Response);
        }
    }

    // Requests further pages, after one that ends at the given offset and that the reader waits for. More are requested when they arrive.
    public void Prefetch(int end, Task reading)
    {
        lock (_lock)
        {
            (_end, _reading) = (end, reading);
            Fill();
        }
    }

    // Learns from a page how long the list is.
    public void Observe(PageRange range, TagHistoryPage page)
    {
        lock (_lock)
        {
            Learn(range, page);
        }
    }
    public void Joined()
    {
        lock (_lock)
        {
            _window = Math.Min(_widest, _window + 1);
        }
    }

    // Slows down after a page that did not continue the list, because it was older than the page before it or entries were removed. A page
    // that repeats more entries continues the list even if it is a little older.
    public void Missed()
    {
        lock (_lock)
        {
            _window = Math.Max(1, _window / 2);
            _overlap = Math.Min(WidestOverlap, _overlap * 4);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        _requests.Cancel();
        _requests.Dispose();
    }

    private void Fill()
    {
        if (_isDisposed || _window == 1 || !_mayPrefetch())
        {
            return;
        }

        int running = _reading.IsCompleted ? 0 : 1;
        foreach (Request request in _requested)
        {
            Observe(request);
            running += request.Response.IsCompleted ? 0 : 1;
        }

        Plan(_end);
        if (_unknown.Count > 0 && running < _window && _probe is not { Response.IsCompleted: false })
        {
            int distance = _most < int.MaxValue ? (_unknown.Count / 2) + 1 : _distance;
            _probe = Send(_unknown[Math.Min(distance, _unknown.Count) - 1]);
            running++;
        }

        // Pages that wait for the reader need memory.
        for (int i = 0; i < _known.Count && running < _window && 2 * _requested.Count < 3 * _window; i++, running++)
        {
            Send(_known[i]);
        }
    }

    private void Learn(PageRange range, TagHistoryPage page)
    {
        int end = range.Offset + page.Received;
        if (page.HasAdditional)
        {
            _least = Math.Max(_least, end + 1);
        }
        else
        {
            _most = page.Received > 0 ? end : Math.Min(_most, end);
            _least = Math.Min(_least, _most);
        }

        _most = _least > _most ? int.MaxValue : _most;
    }

    private void Observe(Request request)
    {
        if (request.IsObserved || !request.Response.IsCompleted)
        {
            return;
        }

        request.IsObserved = true;
        if (request.Response.IsCompletedSuccessfully)
        {
            Learn(request.Range, request.Response.Result);
            _distance = request == _probe && request.Response.Result.HasAdditional ? Math.Min(_widest, _distance * 4) : _distance;
        }
        else
        {
            // The reader requests the page again when it gets there.
            _most = Math.Min(_most, request.Range.Start);
        }
    }

    private void Plan(int end)
    {
        _known.Clear();
        _unknown.Clear();
        int next = 0;
        for (int i = 0; i < 3 * _window && end < _most; i++)
        {
            PageRange page;
            if (next < _requested.Count && _requested[next].Range.Start < end)
            {
                page = _requested[next++].Range;
            }
            else
            {
                page = PageRange.From(end - _overlap, end, _pageSize);
                (end < _least ? _known : _unknown).Add(page);
            }

            end = Math.Max(end, page.End);
        }
    }

    private Request Send(PageRange range)
    {
        var request = new Request(range, _fetch(range, _requests.Token));
        int index = _requested.Count;
        while (index > 0 && _requested[index - 1].Range.Start > range.Start)
        {
            index--;
        }

        _requested.Insert(index, request);
        if (!request.Response.IsCompletedSuccessfully)
        {
            _ = request.Response.ContinueWith(
                static (response, prefetcher) => ((PagePrefetcher)prefetcher!).OnResponse(response),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return request;
    }

    private void OnResponse(Task<TagHistoryPage> response)
    {
        // If the page is never read, nothing else observes its failure.
        _ = response.Exception;
        lock (_lock)
        {
            Fill();
        }
    }

    private sealed class Request(PageRange range, Task<TagHistoryPage> response)
    {
        public PageRange Range => range;

        public Task<TagHistoryPage> Response => response;

        public bool IsObserved { get; set; }
    }
}
