using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies the reading of a single page of a tag history by its number.</summary>
public sealed class HistoryPageTests : IDisposable
{
    private readonly AcmeApp _app = AcmeApp.WithEntries(count: 5);
    private readonly QuayClient _client;

    public HistoryPageTests() => _client = _app.Quay.CreateClient();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task First_page_of_100_entries_is_the_default()
    {
        QuayPage<TagHistoryEntry> page = await _client.Tags.GetHistoryPageAsync("acme/app");
        Assert.Equal((1, 5, false), (page.Number, page.Items.Count, page.HasAdditional));
        _app.Quay.Requests.AssertRequests("GET /api/v1/repository/acme/app/tag/?limit=100");
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(1_000_001)]
    public async Task Page_number_outside_1_to_1000000_is_rejected_before_a_request(int page)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(nameof(page), () => _client.Tags.GetHistoryPageAsync("acme/app", page));
        Assert.Empty(_app.Quay.Requests);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1_000_000)]
    public async Task Page_beyond_the_end_is_empty(int number)
    {
        QuayPage<TagHistoryEntry> page = await _client.Tags.GetHistoryPageAsync("acme/app", number, new TagHistoryQuery { PageSize = 2 });
        Assert.Equal((number, 0, false), (page.Number, page.Items.Count, page.HasAdditional));
    }

    [Fact]
    public async Task Query_with_a_position_is_rejected_before_a_request()
    {
        var query = new TagHistoryQuery
        {
            StartAfter = new ListPosition
            {
                List = "/api/v1/repository/acme/app/tag/",
                ItemsRead = 1,
                Landmarks = ["1795000000 sha256:0 = tag-1"],
            },
        };
        await Assert.ThrowsAsync<ArgumentException>("query", () => _client.Tags.GetHistoryPageAsync("acme/app", 1, query));
        Assert.Empty(_app.Quay.Requests);
    }

    [Fact]
    public async Task Filters_of_the_query_are_sent()
    {
        _app.Push("tag-3", "other");
        await _client.Tags.GetHistoryPageAsync("acme/app", 1, new TagHistoryQuery { SpecificTag = "tag-3", PageSize = 1 });
        await _client.Tags.GetHistoryPageAsync("acme/app", 2, new TagHistoryQuery { OnlyActiveTags = true, PageSize = 2 });
        await _client.Tags.GetHistoryPageAsync("acme/app", 1, new TagHistoryQuery { NameFilter = TagNameFilter.Eq("other") });
        _app.Quay.Requests.AssertRequests(
            "GET /api/v1/repository/acme/app/tag/?limit=1&specificTag=tag-3",
            "GET /api/v1/repository/acme/app/tag/?limit=2&page=2&onlyActiveTags=true",
            "GET /api/v1/repository/acme/app/tag/?limit=100&filter_tag_name=eq%3Aother");
    }

    [Fact]
    public async Task Entries_that_a_server_returns_despite_the_filter_are_removed()
    {
        _app.Quay.Faults.Always(Fault.Response(FakeResponse.Json(
            """{"tags": [{"name": "a"}, {"name": "b"}, {"name": "c", "end_ts": 1}], "page": 1, "has_additional": true}""")));

        QuayPage<TagHistoryEntry> named =
            await _client.Tags.GetHistoryPageAsync("acme/app", 1, new TagHistoryQuery { NameFilter = TagNameFilter.Eq("b") });
        QuayPage<TagHistoryEntry> active =
            await _client.Tags.GetHistoryPageAsync("acme/app", 1, new TagHistoryQuery { OnlyActiveTags = true });

        Assert.Equal(["b"], named.Items.Select(entry => entry.Name));
        Assert.Equal(["a", "b"], active.Items.Select(entry => entry.Name));
        Assert.True(named.HasAdditional);
    }

    [Fact]
    public async Task Page_with_another_number_than_requested_throws_QuayResponseException()
    {
        _app.Quay.Faults.Always(Fault.Response(FakeResponse.Json("""{"tags": [], "page": 1, "has_additional": false}""")));
        await Assert.ThrowsAsync<QuayResponseException>(() => _client.Tags.GetHistoryPageAsync("acme/app", 2));
    }

    [Fact]
    public async Task Cancellation_ends_the_request()
    {
        using var stop = new CancellationTokenSource();
        _app.Quay.Changes.BeforeRequest(1, stop.Cancel);
        _app.Quay.Faults.Always(Fault.Stall);
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _client.Tags.GetHistoryPageAsync("acme/app", cancellationToken: stop.Token).WaitAsync(Watchdog.Limit));
        Assert.Equal(stop.Token, error.CancellationToken);
    }
}
