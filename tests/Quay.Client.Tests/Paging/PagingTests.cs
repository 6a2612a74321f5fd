using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies the guarantees of enumerating a list.</summary>
public class PagingTests
{
    private static readonly TagHistoryQuery TwoAPage = new() { PageSize = 2 };

    [Fact]
    public async Task No_request_is_sent_before_the_first_item_is_read()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 3);
        using QuayClient client = app.Quay.CreateClient();

        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory("acme/app", TwoAPage);
        await using IAsyncEnumerator<QuayPage<TagHistoryEntry>> pages = history.AsPages().GetAsyncEnumerator();
        await using IAsyncEnumerator<TagHistoryEntry> entries = history.GetAsyncEnumerator();
        Assert.Empty(app.Quay.Requests);

        Assert.True(await entries.MoveNextAsync());
        Assert.Single(app.Quay.Requests);
        Assert.True(await pages.MoveNextAsync());
        Assert.Equal(2, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task Page_is_requested_when_its_first_entry_is_read_if_MaxConcurrentPages_is_1()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 5);
        using QuayClient client = app.Quay.CreateClient();
        await using IAsyncEnumerator<TagHistoryEntry> entries = client.Tags.GetHistory("acme/app", TwoAPage).GetAsyncEnumerator();

        var requests = new List<int>();
        while (await entries.MoveNextAsync())
        {
            requests.Add(app.Quay.Requests.Count);
        }

        Assert.Equal([1, 1, 2, 3, 4], requests);

        // Each page repeats the last entry of the page before it.
        app.Quay.Requests.AssertRequests(
            "GET /api/v1/repository/acme/app/tag/?limit=2",
            "GET /api/v1/repository/acme/app/tag/?limit=3",
            "GET /api/v1/repository/acme/app/tag/?limit=2&page=2",
            "GET /api/v1/repository/acme/app/tag/?limit=3&page=2");
    }

    [Fact]
    public async Task No_empty_page_is_requested_after_a_multiple_of_the_page_size()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 4);
        using QuayClient client = app.Quay.CreateClient();
        Assert.Equal(4, await client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = 4 }).CountAsync());
        Assert.Single(app.Quay.Requests);
    }

    [Fact]
    public async Task Pages_have_their_number_and_whether_another_page_follows()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 5);
        using QuayClient client = app.Quay.CreateClient();
        List<QuayPage<TagHistoryEntry>> pages =
        [
            await client.Tags.GetHistoryPageAsync("acme/app", 2, TwoAPage), await client.Tags.GetHistoryPageAsync("acme/app", 3, TwoAPage),
        ];

        Assert.Equal([(2, 2, true), (3, 1, false)], pages.Select(page => (page.Number, page.Items.Count, page.HasAdditional)));
        app.Quay.Requests.AssertRequests(
            "GET /api/v1/repository/acme/app/tag/?limit=2&page=2", "GET /api/v1/repository/acme/app/tag/?limit=2&page=3");
    }

    [Fact]
    public async Task History_of_an_empty_repository_has_one_empty_page()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 0);
        using QuayClient client = app.Quay.CreateClient();
        QuayPage<TagHistoryEntry> page = Assert.Single(await client.Tags.GetHistory("acme/app").AsPages().ToListAsync());
        Assert.Equal((0, false), (page.Items.Count, page.HasAdditional));
    }

    [Fact]
    public async Task No_request_is_sent_after_leaving_the_enumeration()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 5);
        using QuayClient client = app.Quay.CreateClient();
        await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", TwoAPage))
        {
            if (app.Quay.Requests.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(2, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task Second_enumeration_requests_all_pages_again()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 3);
        using QuayClient client = app.Quay.CreateClient();
        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory("acme/app", TwoAPage);
        Assert.Equal(3, await history.CountAsync());
        app.Push("new");
        int requests = app.Quay.Requests.Count;
        Assert.Equal(4, await history.CountAsync());
        Assert.Equal("GET /api/v1/repository/acme/app/tag/?limit=2", $"GET {app.Quay.Requests[requests].Request.Target}");
    }

    [Fact]
    public async Task Concurrent_enumerators_of_a_list_are_independent()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 5);
        using QuayClient client = app.Quay.CreateClient();
        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory("acme/app", TwoAPage);
        List<(TagHistoryEntry First, TagHistoryEntry Second)> pairs = await history.Zip(history).ToListAsync();
        Assert.Equal(5, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public async Task Error_of_a_later_page_is_thrown_after_the_entries_before_it()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 5);
        app.Quay.Faults.InOrder(null, null, Fault.Response(FakeResponse.Json("{}", 400)));
        using QuayClient client = app.Quay.CreateClient();
        int entries = 0;
        await Assert.ThrowsAsync<QuayException>(async () =>
        {
            await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", TwoAPage))
            {
                entries++;
            }
        });
        Assert.Equal(3, entries);
    }

    [Theory]
    [InlineData("""{"tags": [], "page": 1, "has_additional": true}""", "empty")]
    [InlineData("""{"tags": [{"name": "a"}], "page": 2, "has_additional": true}""", "the client requested page 1 and received page 2")]
    [InlineData("""{"tags": [{"name": "a"}, null], "page": 1, "has_additional": true}""", "null")]
    [InlineData("""{"tags": [{"name": "a"}], "page": 1}""", "has_additional")]
    [InlineData("""{"tags": [{"name": "a"}], "has_additional": false}""", "page")]
    [InlineData("""{"page": 1, "has_additional": false}""", "tags")]
    [InlineData("""{"tags": null, "page": 1, "has_additional": false}""", "tags")]
    [InlineData("""{"tags": [{"reversion": false}], "page": 1, "has_additional": false}""", "name")]
    public async Task Invalid_page_throws_QuayResponseException_after_one_request(string body, string expected)
    {
        AcmeApp app = AcmeApp.WithEntries(count: 0);
        app.Quay.Faults.Next(Fault.Response(FakeResponse.Json(body)));
        using QuayClient client = app.Quay.CreateClient();
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Tags.GetHistory("acme/app").CountAsync());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("acme/app", error.Message, StringComparison.Ordinal);
        Assert.Single(app.Quay.Requests);
    }

    [Fact]
    public async Task First_page_returned_for_every_number_throws_QuayResponseException()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 3);
        app.Quay.Faults.Always(app.AlwaysFirstPage());
        using QuayClient client = app.Quay.CreateClient();
        var error =
            await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Tags.GetHistory("acme/app", TwoAPage).CountAsync());
        Assert.Contains("no page that continues the list", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_token_that_refers_to_its_own_page_throws_QuayResponseException()
    {
        int fetched = 0;
        var list = new TokenPageable<string>
        {
            Name = "The list",
            Fetch = (_, _) =>
            {
                Assert.True(++fetched < 10, "The requests go on for ever.");
                return Task.FromResult(new TokenPage<string>(["item"], "token"));
            },
        };
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () => await list.CountAsync());
        Assert.Contains("names itself", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task TokenPageable_follows_page_tokens()
    {
        var tokens = new List<string?>();
        var list = new TokenPageable<int>
        {
            Name = "The list",
            Fetch = (token, _) =>
            {
                tokens.Add(token);
                return Task.FromResult(new TokenPage<int>([tokens.Count, -tokens.Count], tokens.Count < 3 ? "t" + tokens.Count : null));
            },
        };
        Assert.Equal([1, -1, 2, -2, 3, -3], await list.ToListAsync());
        Assert.Equal([null, "t1", "t2"], tokens);
        tokens.Clear();
        Assert.Equal(
            [(1, true), (2, true), (3, false)], await list.AsPages().Select(page => (page.Number, page.HasAdditional)).ToListAsync());
    }

    [Fact]
    public async Task QuayPageable_can_be_created_from_pages_and_items()
    {
        QuayPageable<int> list = QuayPageable.FromPages(
        [
            new QuayPage<int> { Items = [1, 2], Number = 1, HasAdditional = true },
            new QuayPage<int> { Items = [3], Number = 2, HasAdditional = false },
        ]);
        Assert.Equal([1, 2, 3], await list.ToListAsync());
        Assert.Equal(2, await list.AsPages().CountAsync());
        Assert.Equal([4, 5], await QuayPageable.FromItems(4, 5).ToListAsync());
    }
}
