namespace Quay.Client;

/// <summary>
/// Reads the pages of a tag history one after another. A push or a removal between two requests shifts entries to other pages. So each page
/// must repeat an entry of the page before it, which proves that none between them is missing.
/// </summary>
internal sealed class TagHistoryCursor : IDisposable
{
    // No list of a working server changes so fast that this many successive requests yield no new entry.
    private const int MaxRequestsWithoutProgress = 100;

    private readonly TagHistoryPageable _list;
    private readonly EnumerationTokens _tokens;
    private readonly PagePrefetcher _prefetcher;
    private readonly PageOverlap _overlap;
    private readonly PageSearch _search;
    private bool _isStarted;

    public TagHistoryCursor(TagHistoryPageable list, EnumerationTokens tokens)
    {
        (_list, _tokens) = (list, tokens);
        _prefetcher = new PagePrefetcher(
            (range, token) => list.Fetch(range, true, token), list.MayPrefetch, list.MaxConcurrentPages, list.PageSize, tokens.Either);
        _overlap = new PageOverlap(list.LastEntries);
        _search = new PageSearch(list.ItemsRead, list.PageSize);
    }

    // Reads the next page with new entries, or the last page, which may have none.
    public async ValueTask<NewEntries> ReadNextAsync()
    {
        for (int i = 0; i < MaxRequestsWithoutProgress; i++)
        {
            (PageRange range, TagHistoryPage page) = await RequestAsync().ConfigureAwait(false);
            int received = page.Received;
            switch (_overlap.Join(page.Tags, range.Start, isLast: !page.HasAdditional))
            {
                case PageFit.StartsTooLate:
                    if (_search.IsFirstAttempt)
                    {
                        _list.Diagnostics.ListSteppedBack(_list.Name);
                    }

                    _search.StepBack(range);
                    _prefetcher.Missed();
                    break;
                case PageFit.EndsTooEarly:
                    _search.StepForward(range, received);
                    break;
                default:
                    _search.Joined(range.Offset + received);
                    _prefetcher.Joined();
                    if (page.Tags.Count > 0 || !page.HasAdditional)
                    {
                        return new NewEntries(page.Tags, _overlap.SharedSecond, _search.Read, page.HasAdditional);
                    }

                    break;
            }
        }

        throw Incomplete($"{MaxRequestsWithoutProgress} successive requests returned no page that continues the list");
    }

    public void Dispose() => _prefetcher.Dispose();

    private async ValueTask<(PageRange Range, TagHistoryPage Page)> RequestAsync()
    {
        _tokens.ThrowIfCancelled();
        (PageRange Range, Task<TagHistoryPage> Response) request =
            (_search.IsFirstAttempt ? _prefetcher.Take(_search.Read) : null) ?? Send(_search.Next(_overlap.RequiredLength));
        if (_isStarted)
        {
            // The first page is requested before any other, so that a list of one page costs one request.
            _prefetcher.Prefetch(request.Range.End, request.Response);
        }

        _isStarted = true;
        TagHistoryPage page = await _tokens.WaitAsync(request.Response).ConfigureAwait(false);
        _prefetcher.Observe(request.Range, page);
        return page.Received > 0 || !page.HasAdditional
            ? (request.Range, page)
            : throw Incomplete($"page {request.Range.Number} is empty, although more pages follow");
    }

    private (PageRange Range, Task<TagHistoryPage> Response) Send(PageRange range) => (range, _list.Fetch(range, false, _tokens.Either));

    private QuayResponseException Incomplete(string fault) =>
        new($"{_list.Name}: {fault}. The list is incomplete: read it again from the start.");
}
