using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>What reading a list promises, each promise on its own.</summary>
public class PagingTests
{
    private static readonly TagHistoryQuery TwoAPage = new() { PageSize = 2 };

    [Fact]
    public async Task Nothing_is_requested_before_the_first_item_is_asked_for()
    {
        AcmeApp app = AcmeApp.Of(rows: 3);
        using QuayClient client = app.Quay.CreateClient();

        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory("acme/app", TwoAPage);
        await using IAsyncEnumerator<QuayPage<TagHistoryEntry>> pages = history.AsPages().GetAsyncEnumerator();
        await using IAsyncEnumerator<TagHistoryEntry> rows = history.GetAsyncEnumerator();
        Assert.Empty(app.Quay.Requests);

        Assert.True(await rows.MoveNextAsync());
        Assert.Single(app.Quay.Requests);
        Assert.True(await pages.MoveNextAsync());
        Assert.Equal(2, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task A_page_is_requested_when_its_first_row_is_and_never_ahead()
    {
        AcmeApp app = AcmeApp.Of(rows: 5);
        using QuayClient client = app.Quay.CreateClient();
        await using IAsyncEnumerator<TagHistoryEntry> rows = client.Tags.GetHistory("acme/app", TwoAPage).GetAsyncEnumerator();

        var requests = new List<int>();
        while (await rows.MoveNextAsync())
        {
            requests.Add(app.Quay.Requests.Count);
        }

        Assert.Equal([1, 1, 2, 2, 3], requests);
        app.Quay.Requests.AssertRequests(
            "GET /api/v1/repository/acme/app/tag/?limit=2",
            "GET /api/v1/repository/acme/app/tag/?limit=2&page=2",
            "GET /api/v1/repository/acme/app/tag/?limit=2&page=3");
    }

    [Fact]
    public async Task An_exact_multiple_of_the_page_size_makes_no_request_for_an_empty_page()
    {
        AcmeApp app = AcmeApp.Of(rows: 4);
        using QuayClient client = app.Quay.CreateClient();
        Assert.Equal(4, await client.Tags.GetHistory("acme/app", TwoAPage).CountAsync());
        Assert.Equal(2, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task Pages_say_their_number_and_whether_another_follows()
    {
        AcmeApp app = AcmeApp.Of(rows: 5);
        using QuayClient client = app.Quay.CreateClient();
        var query = new TagHistoryQuery { PageSize = 2, StartPage = 2 };

        List<QuayPage<TagHistoryEntry>> pages = await client.Tags.GetHistory("acme/app", query).AsPages().ToListAsync();

        Assert.Equal([(2, 2, true), (3, 1, false)], pages.Select(page => (page.Number, page.Items.Count, page.HasAdditional)));
        app.Quay.Requests.AssertRequests(
            "GET /api/v1/repository/acme/app/tag/?limit=2&page=2", "GET /api/v1/repository/acme/app/tag/?limit=2&page=3");
    }

    [Fact]
    public async Task An_empty_repository_has_one_empty_page()
    {
        AcmeApp app = AcmeApp.Of(rows: 0);
        using QuayClient client = app.Quay.CreateClient();
        QuayPage<TagHistoryEntry> page = Assert.Single(await client.Tags.GetHistory("acme/app").AsPages().ToListAsync());
        Assert.Equal((0, false), (page.Items.Count, page.HasAdditional));
    }

    [Fact]
    public async Task Leaving_the_loop_sends_nothing_more()
    {
        AcmeApp app = AcmeApp.Of(rows: 5);
        using QuayClient client = app.Quay.CreateClient();
        await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", TwoAPage))
        {
            if (app.Quay.Requests.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(2, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task Enumerating_again_starts_again()
    {
        AcmeApp app = AcmeApp.Of(rows: 3);
        using QuayClient client = app.Quay.CreateClient();
        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory("acme/app", TwoAPage);
        Assert.Equal(3, await history.CountAsync());
        app.Push("new");
        Assert.Equal(4, await history.CountAsync());
        Assert.Equal(4, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task Enumerators_side_by_side_do_not_disturb_each_other()
    {
        AcmeApp app = AcmeApp.Of(rows: 5);
        using QuayClient client = app.Quay.CreateClient();
        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory("acme/app", TwoAPage);
        List<(TagHistoryEntry First, TagHistoryEntry Second)> pairs = await history.Zip(history).ToListAsync();
        Assert.Equal(5, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public async Task An_error_on_a_later_page_comes_after_the_rows_before_it()
    {
        AcmeApp app = AcmeApp.Of(rows: 5);
        app.Quay.Faults.InOrder(null, null, Fault.Response(FakeResponse.Json("{}", 400)));
        using QuayClient client = app.Quay.CreateClient();
        int rows = 0;
        await Assert.ThrowsAsync<QuayException>(async () =>
        {
            await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", TwoAPage))
            {
                rows++;
            }
        });
        Assert.Equal(4, rows);
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
    public async Task A_page_that_cannot_be_one_is_an_error_and_never_a_loop(string body, string expected)
    {
        AcmeApp app = AcmeApp.Of(rows: 0);
        app.Quay.Faults.Next(Fault.Response(FakeResponse.Json(body)));
        using QuayClient client = app.Quay.CreateClient();
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Tags.GetHistory("acme/app").CountAsync());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("acme/app", error.Message, StringComparison.Ordinal);
        Assert.Single(app.Quay.Requests);
    }

    [Fact]
    public async Task A_server_that_gives_the_first_page_for_every_number_is_an_error()
    {
        AcmeApp app = AcmeApp.Of(rows: 3);
        app.Quay.Faults.Always(app.StartsAgainAfter(pages: 1));
        using QuayClient client = app.Quay.CreateClient();
        var error =
            await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Tags.GetHistory("acme/app", TwoAPage).CountAsync());
        Assert.Contains("repeat", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_names_its_own_page_is_an_error()
    {
        int fetched = 0;
        var list = new CursorPageable<string, string>
        {
            Name = "The list",
            First = "",
            Fetch = (_, _) =>
            {
                Assert.True(++fetched < 10, "The requests go on for ever.");
                return Task.FromResult(new PageResponse<string, string>(["item"], HasNext: true, "token"));
            },
        };
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () => await list.CountAsync());
        Assert.Contains("names itself", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task The_engine_follows_tokens_as_it_follows_numbers()
    {
        var asked = new List<string>();
        var list = new CursorPageable<int, string>
        {
            Name = "The list",
            First = "",
            Fetch = (token, _) =>
            {
                asked.Add(token);
                return Task.FromResult(new PageResponse<int, string>([asked.Count, -asked.Count], asked.Count < 3, "t" + asked.Count));
            },
        };
        Assert.Equal([1, -1, 2, -2, 3, -3], await list.ToListAsync());
        Assert.Equal(["", "t1", "t2"], asked);
        asked.Clear();
        Assert.Equal(
            [(1, true), (2, true), (3, false)], await list.AsPages().Select(page => (page.Number, page.HasAdditional)).ToListAsync());
    }

    [Fact]
    public async Task Lists_can_be_made_without_a_server()
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
