using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies pages that are requested concurrently.</summary>
[Trait("Speed", "Slow")]
public class PagePrefetcherTests
{
    private static readonly TagHistoryQuery TwoAPage = new() { PageSize = 2 };

    [Fact]
    public async Task Reading_only_the_first_page_sends_one_request()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);

        await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", TwoAPage))
        {
            if (entry.Name == "tag-18")
            {
                break;
            }
        }

        Assert.Single(app.Quay.Requests);
    }

    [Fact]
    public async Task History_of_one_page_is_read_with_one_request()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 2);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
        Assert.Equal(2, await client.Tags.GetHistory("acme/app", TwoAPage).CountAsync());
        Assert.Single(app.Quay.Requests);
    }

    [Theory]
    [InlineData(1, new[] { 1, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData(2, new[] { 1, 1, 3, 3, 4, 4, 5, 5 })]
    [InlineData(3, new[] { 1, 1, 4, 4, 5, 5, 6, 6 })]
    public async Task Prefetching_starts_with_the_second_page_and_continues_with_each_page_that_is_read(int maxPages, int[] requests)
    {
        AcmeApp app = AcmeApp.WithEntries(count: 40);
        using QuayClient client = app.Quay.CreateClient(maxPages);

        var sent = new List<int>();
        await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", TwoAPage).Take(requests.Length))
        {
            sent.Add(app.Quay.Requests.Count);
        }

        Assert.Equal(requests, sent);
    }

    [Fact]
    public async Task At_most_MaxConcurrentPages_minus_one_requests_go_past_the_last_page()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 4);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 5);
        Assert.Equal(4, await client.Tags.GetHistory("acme/app", TwoAPage).CountAsync());
        Assert.Equal(2 + 4, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task MaxConcurrentPages_of_the_query_overrides_the_options()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 8);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 8);
        Assert.Equal(8, await client.Tags.GetHistory("acme/app", TwoAPage with { MaxConcurrentPages = 1 }).CountAsync());
        Assert.Equal(4, app.Quay.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void MaxConcurrentPages_outside_1_to_64_is_rejected(int pages) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TagHistoryQuery { MaxConcurrentPages = pages });

    [Fact]
    public async Task Error_of_a_prefetched_page_is_thrown_after_the_entries_before_it()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        app.Quay.Faults.When(
            request => request.Target.EndsWith("page=4", StringComparison.Ordinal), Fault.Status(400, "{}", "application/json"));
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 8);

        var names = new List<string>();
        var error = await Assert.ThrowsAsync<QuayException>(async () =>
        {
            await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", TwoAPage))
            {
                names.Add(entry.Name);
            }
        });

        Assert.Contains("page=4", error.Message, StringComparison.Ordinal);
        Assert.Equal(["tag-19", "tag-18", "tag-17", "tag-16", "tag-15", "tag-14"], names);
    }

    [Fact]
    public async Task Leaving_the_enumeration_does_not_wait_for_prefetched_pages()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        app.Quay.Faults.When(request => request.Target.EndsWith("page=3", StringComparison.Ordinal), Fault.Stall);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
        Assert.Equal("tag-16", (await client.Tags.GetHistory("acme/app", TwoAPage).Take(4).ToListAsync().AsTask()
            .WaitAsync(Watchdog.Limit))[^1].Name);
    }

    [Fact]
    public async Task Cancellation_ends_all_concurrent_page_requests()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 20);
        app.Quay.Faults.When(request => request.RawQuery.Contains("page=", StringComparison.Ordinal), Fault.Stall);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
        using var cancel = new CancellationTokenSource();
        app.Quay.Changes.BeforeRequest(5, cancel.Cancel);

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await client.Tags.GetHistory("acme/app", TwoAPage, cancel.Token).CountAsync().AsTask().WaitAsync(Watchdog.Limit));

        Assert.Equal(cancel.Token, stopped.CancellationToken);
    }

    [Fact]
    public async Task Pages_prefetched_before_a_push_are_requested_again()
    {
        // The response with page 3 is from before the push, and page 2 from after it: an entry between them would be lost.
        AcmeApp app = AcmeApp.WithEntries(count: 12);
        var network = new ReverseOrderHandler(app.Quay);
        app.Quay.Changes.Before(request => request.Target.EndsWith("page=2", StringComparison.Ordinal), () => app.Push("new"));
        using var client = new QuayClient(app.Quay.OptionsFor(maxConcurrentPages: 3), network);

        List<string> names = await client.Tags.GetHistory("acme/app", TwoAPage).Select(entry => entry.Name).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 12).Reverse().Select(i => $"tag-{i}"), names);
    }

    [Fact]
    public void Each_entry_is_returned_once_for_any_pushes_and_any_order_of_responses() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[0, 3].Array[0, 12]).Sample(
            (entries, pageSize, maxPages, pushes) =>
            {
                AcmeApp app = AcmeApp.WithEntries(entries);
                int pushed = 0;
                app.BetweenRequests(pushes, count => app.Push([.. Enumerable.Range(0, count).Select(_ => $"new-{pushed++}")]));
                using var client = new QuayClient(app.Quay.OptionsFor(maxPages), new ReverseOrderHandler(app.Quay));

                List<string> names = client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = pageSize })
                    .Select(entry => entry.Name)
                    .ToListAsync().AsTask().GetAwaiter().GetResult();

                Assert.Equal(names.Distinct(), names);
                Assert.Equal(
                    Enumerable.Range(0, entries).Reverse().Select(i => $"tag-{i}"),
                    names.Where(name => name.StartsWith("tag-", StringComparison.Ordinal)));
            });

    [Fact]
    public async Task Failed_prefetched_page_that_is_never_read_raises_no_unobserved_exception()
    {
        var unobserved = new List<Exception>();
        void Record(object? sender, UnobservedTaskExceptionEventArgs args)
        {
            if (args.Exception.ToString().Contains("unread-page", StringComparison.Ordinal))
            {
                unobserved.Add(args.Exception);
            }
        }

        TaskScheduler.UnobservedTaskException += Record;
        await AbandonAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Record;
        Assert.Empty(unobserved);

        static async Task AbandonAsync()
        {
            AcmeApp app = AcmeApp.WithEntries(count: 40);
            app.Quay.Faults.When(request => request.RawQuery.Contains("page=3", StringComparison.Ordinal), Fault.Status(
                400, """{"message": "unread-page"}""", "application/json"));
            QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
            IAsyncEnumerator<QuayPage<TagHistoryEntry>> pages = client.Tags.GetHistory("acme/app", TwoAPage).AsPages().GetAsyncEnumerator();
            await pages.MoveNextAsync();
            await pages.MoveNextAsync();
        }
    }
}
