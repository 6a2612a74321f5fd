using CsCheck;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies which pages are requested ahead of the reader, and when. The test decides when a response arrives.</summary>
public class PagePrefetcherPlanTests
{
    private const int PageSize = 10;
    private const int Widest = 8;

    [Fact]
    public void One_page_two_further_on_is_requested_while_the_second_page_is_requested()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, ControlledPages.Pending);
        Assert.Equal([Ahead(second, 2)], list.Ranges);
    }

    [Fact]
    public void Page_further_on_shows_that_the_pages_before_it_exist_and_quadruples_the_distance()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, ControlledPages.Pending);

        list.RespondToAll();

        // The third page exists too, because the second has a next one. First, the page eight further on is requested.
        Assert.Equal([Ahead(second, 2), Ahead(second, 3 + 8), Ahead(second, 1), Ahead(second, 3)], list.Ranges);
    }

    [Fact]
    public void Distance_grows_up_to_the_maximum_number_of_concurrent_requests()
    {
        var list = new ControlledPages(count: 100_000);
        using PagePrefetcher prefetcher = Start(list, out PageRange page);
        var distances = new List<int>();
        int known = page.End;
        for (int i = 0; i < 5; i++)
        {
            prefetcher.Prefetch(page.End, Task.CompletedTask);
            PageRange furthest = list.Ranges.MaxBy(range => range.End);
            distances.Add(PagesBetween(known, furthest));
            known = Ahead(furthest, 1).End;
            list.RespondToAll();
            while (prefetcher.Take(page.End) is { } next)
            {
                page = next.Range;
            }
        }

        Assert.Equal([2, Widest, Widest, Widest, Widest], distances);
    }

    [Fact]
    public void Page_past_the_end_is_followed_by_one_half_as_far()
    {
        var list = new ControlledPages(count: 50);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, ControlledPages.Pending);
        list.RespondToAll();
        PageRange past = Ahead(second, 3 + 8);
        Assert.InRange(past.Offset, 50, int.MaxValue);

        list.Respond(past);

        // There are seven pages in between, and this is the fourth of them.
        Assert.Equal(Ahead(second, 3 + 4), list.Ranges.Last());
    }

    [Fact]
    public void No_page_past_the_known_end_is_requested()
    {
        var list = new ControlledPages(count: 35);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Observe(new PageRange(4, PageSize), list.At(new PageRange(4, PageSize)));
        for (int i = 0; i < 5; i++)
        {
            prefetcher.Prefetch(second.End, Task.CompletedTask);
            list.RespondToAll();
        }

        Assert.Equal([Ahead(second, 1), Ahead(second, 2), Ahead(second, 3)], list.Ranges.OrderBy(range => range.Start));
        Assert.InRange(Ahead(second, 3).End, 35, int.MaxValue);
    }

    [Fact]
    public void List_that_seemed_to_end_and_has_more_pages_is_prefetched_again()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Observe(Ahead(second, 1), new TagHistoryPage { Tags = [], Page = 1, HasAdditional = false });
        prefetcher.Prefetch(Ahead(second, 1).End, Task.CompletedTask);
        Assert.Empty(list.Ranges);

        prefetcher.Observe(Ahead(second, 1), list.At(Ahead(second, 1)));
        prefetcher.Prefetch(Ahead(second, 1).End, Task.CompletedTask);
        Assert.Contains(Ahead(second, 2), list.Ranges);
    }

    [Fact]
    public void No_more_than_the_maximum_number_of_requests_run_at_a_time() =>
        Gen.Select(Gen.Int[2, 20], Gen.Int[20, 500], Gen.Int[0, 1_000_000]).Sample((widest, count, seed) =>
        {
            var random = new Random(seed);
            var list = new ControlledPages(count);
            using PagePrefetcher prefetcher = Start(list, out PageRange page, widest);
            while (page.End < count)
            {
                // The reader waits for a prefetched page, or sends a request itself.
                (PageRange Range, Task<TagHistoryPage> Response)? next = prefetcher.Take(page.End);
                page = next?.Range ?? Ahead(page, 1);
                prefetcher.Prefetch(page.End, next is { Response.IsCompleted: true } ? Task.CompletedTask : ControlledPages.Pending);
                Assert.InRange(list.Running.Count + (next is null ? 1 : 0), 0, widest);
                foreach (PageRange range in list.Running.Where(range => range == page || random.Next(3) == 0).ToArray())
                {
                    list.Respond(range);
                }

                prefetcher.Observe(page, list.At(page));
            }
        });

    [Fact]
    public void Nothing_is_requested_while_the_maximum_number_of_requests_run()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second, widest: 2);
        prefetcher.Prefetch(second.End, ControlledPages.Pending);
        prefetcher.Prefetch(second.End, ControlledPages.Pending);
        Assert.Single(list.Ranges);
    }

    [Fact]
    public void No_more_than_half_as_many_again_wait_for_the_reader()
    {
        var list = new ControlledPages(count: 100_000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        for (int i = 0; i < 100; i++)
        {
            prefetcher.Prefetch(second.End, Task.CompletedTask);
            list.RespondToAll();
        }

        Assert.InRange(list.Ranges.Count(), Widest, (3 * Widest / 2) + 1);
    }

    [Fact]
    public void Prefetched_pages_are_taken_in_the_order_of_the_list()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, Task.CompletedTask);
        list.RespondToAll();
        prefetcher.Prefetch(second.End, Task.CompletedTask);

        Assert.Equal(Ahead(second, 1), prefetcher.Take(second.End)?.Range);
        Assert.Equal(Ahead(second, 2), prefetcher.Take(Ahead(second, 1).End)?.Range);
    }

    [Fact]
    public void Page_that_does_not_repeat_the_last_entry_is_not_taken()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, Task.CompletedTask);
        Assert.Null(prefetcher.Take(second.End));
        Assert.Null(prefetcher.Take(Ahead(second, 2).Start));
        Assert.Equal(Ahead(second, 2), prefetcher.Take(Ahead(second, 2).Start + 1)?.Range);
    }

    [Fact]
    public void Page_without_a_new_entry_is_not_taken()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, Task.CompletedTask);
        Assert.Null(prefetcher.Take(Ahead(second, 2).End));
    }

    [Fact]
    public void No_page_after_a_failed_one_is_requested()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, Task.CompletedTask);
        list.Fail(Ahead(second, 2), new QuayException("The request failed."));

        prefetcher.Prefetch(second.End, Task.CompletedTask);
        prefetcher.Prefetch(Ahead(second, 2).End, Task.CompletedTask);

        Assert.Equal([Ahead(second, 2), Ahead(second, 1)], list.Ranges);
        Assert.Null(prefetcher.Take(Ahead(second, 1).End));
    }

    [Fact]
    public void Nothing_is_prefetched_if_one_request_at_a_time_is_allowed()
    {
        var list = new ControlledPages(count: 1000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second, widest: 1);
        prefetcher.Prefetch(second.End, Task.CompletedTask);
        Assert.Empty(list.Ranges);
    }

    [Theory]
    [InlineData(0, Widest)]
    [InlineData(1, Widest / 2)]
    [InlineData(2, Widest / 4)]
    [InlineData(3, 0)] // Only one request is allowed, so the reader sends it.
    [InlineData(9, 0)]
    public void Each_page_that_did_not_join_halves_the_number_of_requests(int misses, int running) =>
        Assert.Equal(running, RequestsAfter(prefetcher => Repeat(misses, prefetcher.Missed)));

    [Theory]
    [InlineData(0, Widest / 4)]
    [InlineData(1, (Widest / 4) + 1)]
    [InlineData(3, (Widest / 4) + 3)]
    [InlineData(50, Widest)]
    public void Each_page_that_joined_allows_one_more_request_again(int joins, int running) =>
        Assert.Equal(running, RequestsAfter(prefetcher =>
        {
            Repeat(2, prefetcher.Missed);
            Repeat(joins, prefetcher.Joined);
        }));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 8)]
    public void Page_that_did_not_join_makes_the_following_ones_repeat_more_entries(int misses, int overlap)
    {
        var list = new ControlledPages(count: 100_000);
        using PagePrefetcher prefetcher = Start(list, out _);
        Repeat(misses, prefetcher.Missed);
        Know(prefetcher, list);
        prefetcher.Prefetch(end: 500, Task.CompletedTask);
        Assert.Equal(500 - overlap, list.Ranges.Min(range => range.Start));
    }

    [Fact]
    public void Disposal_cancels_the_requests()
    {
        var list = new ControlledPages(count: 1000);
        PagePrefetcher prefetcher = Start(list, out PageRange second);
        prefetcher.Prefetch(second.End, Task.CompletedTask);
        Assert.All(list.Tokens, token => Assert.False(token.IsCancellationRequested));
        prefetcher.Dispose();
        Assert.All(list.Tokens, token => Assert.True(token.IsCancellationRequested));
    }

    [Fact]
    public void Cancellation_of_the_enumeration_cancels_the_requests()
    {
        using var stop = new CancellationTokenSource();
        var list = new ControlledPages(count: 1000);
        using var prefetcher = new PagePrefetcher(list.FetchAsync, () => true, Widest, PageSize, stop.Token);
        prefetcher.Prefetch(end: PageSize, Task.CompletedTask);
        stop.Cancel();
        Assert.True(Assert.Single(list.Tokens).IsCancellationRequested);
    }

    // Reads the first page and chooses the second, as the reader does.
    private static PagePrefetcher Start(ControlledPages list, out PageRange second, int widest = Widest)
    {
        var prefetcher = new PagePrefetcher(list.FetchAsync, () => true, widest, PageSize, CancellationToken.None);
        var first = new PageRange(1, PageSize);
        prefetcher.Observe(first, list.At(first));
        second = Ahead(first, 1);
        return prefetcher;
    }

    // Returns the page that follows another one at a distance.
    private static PageRange Ahead(PageRange page, int distance)
    {
        for (int i = 0; i < distance; i++)
        {
            page = PageRange.From(page.End - 1, page.End, PageSize);
        }

        return page;
    }

    private static int PagesBetween(int end, PageRange page)
    {
        int pages = 0;
        for (; end < page.End; pages++)
        {
            end = PageRange.From(end - 1, end, PageSize).End;
        }

        return pages;
    }

    // Returns how many pages of a list whose length is known are requested at a time.
    private static int RequestsAfter(Action<PagePrefetcher> events)
    {
        var list = new ControlledPages(count: 100_000);
        using PagePrefetcher prefetcher = Start(list, out PageRange second);
        Know(prefetcher, list);
        events(prefetcher);
        prefetcher.Prefetch(second.End, Task.CompletedTask);
        return list.Running.Count;
    }

    private static void Know(PagePrefetcher prefetcher, ControlledPages list) =>
        prefetcher.Observe(new PageRange(9000, PageSize), list.At(new PageRange(9000, PageSize)));

    private static void Repeat(int count, Action action)
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    }
}
