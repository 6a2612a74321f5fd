using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>Pages that are requested side by side.</summary>
public class PagePrefetcherTests
{
    private static readonly TagHistoryQuery TwoAPage = new() { PageSize = 2 };

    [Fact]
    public async Task Reading_the_first_page_costs_one_request()
    {
        AcmeApp app = AcmeApp.Of(rows: 20);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);

        await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", TwoAPage))
        {
            if (row.Name == "tag-18")
            {
                break;
            }
        }

        Assert.Single(app.Quay.Requests);
    }

    [Fact]
    public async Task A_history_of_one_page_costs_one_request()
    {
        AcmeApp app = AcmeApp.Of(rows: 2);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
        Assert.Equal(2, await client.Tags.GetHistory("acme/app", TwoAPage).CountAsync());
        Assert.Single(app.Quay.Requests);
    }

    [Theory]
    [InlineData(1, new[] { 1, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData(2, new[] { 1, 1, 3, 3, 4, 4, 5, 5 })]
    [InlineData(3, new[] { 1, 1, 4, 4, 5, 5, 6, 6 })]
    public async Task The_window_opens_with_the_second_page_and_moves_on_with_each_page_that_is_asked_for(int window, int[] requests)
    {
        AcmeApp app = AcmeApp.Of(rows: 40);
        using QuayClient client = app.Quay.CreateClient(window);

        var sent = new List<int>();
        await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", TwoAPage).Take(requests.Length))
        {
            sent.Add(app.Quay.Requests.Count);
        }

        Assert.Equal(requests, sent);
    }

    [Fact]
    public async Task No_more_is_wasted_than_the_window_less_one()
    {
        AcmeApp app = AcmeApp.Of(rows: 4);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 5);
        Assert.Equal(4, await client.Tags.GetHistory("acme/app", TwoAPage).CountAsync());
        Assert.Equal(2 + 4, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task A_query_says_otherwise_than_the_options()
    {
        AcmeApp app = AcmeApp.Of(rows: 8);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 8);
        Assert.Equal(8, await client.Tags.GetHistory("acme/app", TwoAPage with { MaxConcurrentPages = 1 }).CountAsync());
        Assert.Equal(4, app.Quay.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void A_window_has_from_1_to_64_pages(int pages) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TagHistoryQuery { MaxConcurrentPages = pages });

    [Fact]
    public async Task An_error_comes_at_its_place_after_all_rows_before_it()
    {
        AcmeApp app = AcmeApp.Of(rows: 20);
        app.Quay.Faults.When(
            request => request.Target.EndsWith("page=4", StringComparison.Ordinal), Fault.Status(400, "{}", "application/json"));
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 8);

        var names = new List<string>();
        var error = await Assert.ThrowsAsync<QuayException>(async () =>
        {
            await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", TwoAPage))
            {
                names.Add(row.Name);
            }
        });

        Assert.Contains("page=4", error.Message, StringComparison.Ordinal);
        Assert.Equal(["tag-19", "tag-18", "tag-17", "tag-16", "tag-15", "tag-14"], names);
    }

    [Fact]
    public async Task Who_leaves_the_loop_waits_for_nothing_that_is_under_way()
    {
        AcmeApp app = AcmeApp.Of(rows: 20);
        app.Quay.Faults.When(request => request.Target.EndsWith("page=3", StringComparison.Ordinal), Fault.Stall);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
        Assert.Equal("tag-16", (await client.Tags.GetHistory("acme/app", TwoAPage).Take(4).ToListAsync().AsTask()
            .WaitAsync(Watchdog.Limit))[^1].Name);
    }

    [Fact]
    public async Task Cancelling_ends_all_that_is_under_way()
    {
        AcmeApp app = AcmeApp.Of(rows: 20);
        app.Quay.Faults.When(request => request.RawQuery.Contains("page=", StringComparison.Ordinal), Fault.Stall);
        using QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
        using var cancel = new CancellationTokenSource();
        app.Quay.Changes.BeforeRequest(5, cancel.Cancel);

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await client.Tags.GetHistory("acme/app", TwoAPage, cancel.Token).CountAsync().AsTask().WaitAsync(Watchdog.Limit));

        Assert.Equal(cancel.Token, stopped.CancellationToken);
    }

    [Fact]
    public async Task What_was_requested_ahead_of_a_shift_is_requested_again()
    {
        // Page 3 is answered before the push, and page 2 after it: between them a row would be lost.
        AcmeApp app = AcmeApp.Of(rows: 12);
        var network = new LastComesFirst(app.Quay);
        app.Quay.Changes.Before(request => request.Target.EndsWith("page=2", StringComparison.Ordinal), () => app.Push("new"));
        using var client = new QuayClient(app.Quay.OptionsFor(maxConcurrentPages: 3), network);

        List<string> names = await client.Tags.GetHistory("acme/app", TwoAPage).Select(row => row.Name).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 12).Reverse().Select(i => $"tag-{i}"), names);
    }

    [Fact]
    public void Whatever_is_pushed_and_in_whatever_order_requests_are_answered_each_row_comes_once() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[0, 3].Array[0, 12]).Sample(
            (rows, pageSize, window, pushes) =>
            {
                AcmeApp app = AcmeApp.Of(rows);
                int made = 0;
                app.BetweenRequests(pushes, count => app.Push([.. Enumerable.Range(0, count).Select(_ => $"new-{made++}")]));
                using var client = new QuayClient(app.Quay.OptionsFor(window), new LastComesFirst(app.Quay));

                List<string> names = client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = pageSize }).Select(row => row.Name)
                    .ToListAsync().AsTask().GetAwaiter().GetResult();

                Assert.Equal(names.Distinct(), names);
                Assert.Equal(
                    Enumerable.Range(0, rows).Reverse().Select(i => $"tag-{i}"),
                    names.Where(name => name.StartsWith("tag-", StringComparison.Ordinal)));
            });

    [Fact]
    public async Task A_server_that_refuses_is_asked_for_less_at_a_time_and_for_more_again()
    {
        AcmeApp app = AcmeApp.Of(rows: 200);
        app.Quay.Faults.When(request => request.Target.EndsWith("page=5", StringComparison.Ordinal), Fault.TooManyRequests(), times: 1);
        QuayClientOptions options = app.Quay.OptionsFor(maxConcurrentPages: 8);
        options.RetryDelay = TimeSpan.Zero;
        using var client = new QuayClient(options, new FakeQuayHandler(app.Quay));

        var ahead = new List<int>();
        await foreach (QuayPage<TagHistoryEntry> page in client.Tags.GetHistory("acme/app", TwoAPage).AsPages())
        {
            // One of the requests was sent twice.
            ahead.Add(app.Quay.Requests.Count - page.Number - (page.Number == 1 ? 0 : 1));
        }

        // The refusal came while the window of eight was being filled.
        Assert.Equal(3, ahead[1]);
        Assert.Equal(7, ahead[60]);
    }

    [Fact]
    public async Task Other_answers_of_the_client_do_not_open_the_window_again_that_a_429_narrowed()
    {
        AcmeApp app = AcmeApp.Of(rows: 40);
        using var client = new QuayClient(
            new QuayClientOptions
            {
                Endpoint = new Uri("https://quay.example/"),
                Token = app.Quay.Token,
                MaxConcurrentPages = 8,
                RetryDelay = TimeSpan.Zero,
            },
            new FakeQuayHandler(app.Quay));
        await using IAsyncEnumerator<QuayPage<TagHistoryEntry>> pages = client.Tags.GetHistory("acme/app", TwoAPage).AsPages()
            .GetAsyncEnumerator();
        await pages.MoveNextAsync();
        app.Quay.Faults.InOrder(Fault.TooManyRequests());
        for (int i = 0; i < 40; i++)
        {
            await client.Repositories.GetAsync("acme/app");
        }

        // From here on a list may have four pages under way, and not eight.
        int before = app.Quay.Requests.Count;
        await pages.MoveNextAsync();
        Assert.InRange(app.Quay.Requests.Count - before, 1, 4);
    }

    [Fact]
    public async Task A_page_that_was_asked_for_ahead_and_failed_is_nobodys_failure()
    {
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs args)
        {
            if (args.Exception.ToString().Contains("ahead-of-nobody", StringComparison.Ordinal))
            {
                unobserved.Add(args.Exception);
            }
        }

        TaskScheduler.UnobservedTaskException += Note;
        await AbandonAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Note;
        Assert.Empty(unobserved);

        static async Task AbandonAsync()
        {
            AcmeApp app = AcmeApp.Of(rows: 40);
            app.Quay.Faults.When(request => request.RawQuery.Contains("page=3", StringComparison.Ordinal), Fault.Status(
                400, """{"message": "ahead-of-nobody"}""", "application/json"));
            QuayClient client = app.Quay.CreateClient(maxConcurrentPages: 4);
            IAsyncEnumerator<QuayPage<TagHistoryEntry>> pages = client.Tags.GetHistory("acme/app", TwoAPage).AsPages().GetAsyncEnumerator();
            await pages.MoveNextAsync();
            await pages.MoveNextAsync();
        }
    }
}
