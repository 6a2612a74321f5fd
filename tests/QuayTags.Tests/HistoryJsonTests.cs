using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public sealed class HistoryJsonTests : IAsyncDisposable
{
    private readonly FakeQuay _quay = SampleQuay.Create();
    private readonly FakeQuayServer _server;

    public HistoryJsonTests() => _server = FakeQuayServer.Start(_quay);

    private IEnumerable<string> Sent => _quay.Requests.Select(exchange => exchange.Request.ToString());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Json_is_one_line_per_entry_with_the_JSON_of_Quay()
    {
        ToolRun run = await HistoryAsync("rqorg/hist2500");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(2500, run.Lines.Length);
        Recording.AssertSame(Recording.Hist2500Entries, run.JsonLines);
    }

    [Fact]
    public async Task Default_repository_is_the_example_of_the_documentation()
    {
        ToolRun run = await ToolRun.RunAsync("history", "--json");

        Assert.Equal(0, run.ExitCode);
        Recording.AssertSame(Recording.BusyboxEntries, run.JsonLines);
        Assert.Contains("Neither --url nor QUAY_URL", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Properties_of_a_manifest_list_are_written_unchanged()
    {
        const string Row = """
            {"name": "multi", "reversion": false, "start_ts": 1795434035, "manifest_digest": "sha256:ab",
             "is_manifest_list": true, "size": null, "last_modified": "Mon, 23 Nov 2026 11:40:35 -0000",
             "is_sparse": true, "child_manifest_count": 2, "present_child_count": 1, "immutable": false,
             "child_manifests_presence": {"sha256:cd": true, "sha256:ef": false}}
            """;
        await using FakeQuayServer server = FakeQuayServer.Start(TestQuay.WithEntries(Row));

        ToolRun run = await ToolRun.RunAsync("history", "--json", "--url", $"{server.Endpoint}");

        Recording.AssertSame([JsonNode.Parse(Row)!], run.JsonLines);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    [InlineData(9999, 29)]
    public async Task Max_entries_requests_only_the_pages_that_it_needs(int maxEntries, int requests)
    {
        ToolRun run = await HistoryAsync("rqorg/hist2500", "--max-entries", $"{maxEntries}");

        Assert.Equal(0, run.ExitCode);
        Recording.AssertSame(Recording.Hist2500Entries.Take(maxEntries), run.JsonLines);
        Assert.Equal(requests, _quay.Requests.Count);
    }

    [Fact]
    public async Task Page_size_is_the_limit_of_the_first_page_and_later_pages_overlap()
    {
        ToolRun run = await HistoryAsync("rqorg/hist2500", "--page-size", "7", "--max-entries", "15");

        Assert.Equal(15, run.JsonLines.Length);
        _quay.Requests.AssertRequests(
            "GET /api/v1/repository/rqorg/hist2500/tag/?limit=7",
            "GET /api/v1/repository/rqorg/hist2500/tag/?limit=6&page=2",
            "GET /api/v1/repository/rqorg/hist2500/tag/?limit=5&page=3");
    }

    [Fact]
    public async Task Option_tag_requests_one_tag()
    {
        ToolRun run = await HistoryAsync("quayadmin/busybox", "--tag", "test-two");

        Recording.AssertSame(Recording.BusyboxEntries.Where(row => Name(row) == "test-two"), run.JsonLines);
        Assert.Equal(4, run.JsonLines.Length);
        Assert.Contains("specificTag=test-two", Assert.Single(Sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Active_requests_entries_that_have_not_ended()
    {
        ToolRun run = await HistoryAsync("rqorg/hist2500", "--active");

        IEnumerable<JsonNode> alive = Recording.Hist2500Entries.Where(
            row => row["end_ts"] is not { } end || end.GetValue<long>() > SampleQuay.Now.ToUnixTimeSeconds());
        Recording.AssertSame(alive, run.JsonLines);
        Assert.Equal(81, run.JsonLines.Length);
        Assert.All(Sent, request => Assert.Contains("onlyActiveTags=true", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("like:NIGHTLY", "like%3ANIGHTLY")]
    [InlineData("eq:b0106-Nightly", "eq%3Ab0106-Nightly")]
    [InlineData("eq:b0106-nightly", "eq%3Ab0106-nightly")]
    public async Task Filter_requests_matching_names(string filter, string sent)
    {
        ToolRun run = await HistoryAsync("rqorg/hist2500", "--filter", filter);

        string text = filter.Split(':')[1];
        Recording.AssertSame(
            Recording.Hist2500Entries.Where(
                row => filter[0] == 'l' ? Name(row).Contains(text, StringComparison.OrdinalIgnoreCase) : Name(row) == text),
            run.JsonLines);
        Assert.Equal(filter == "eq:b0106-nightly", run.JsonLines.Length == 0);
        Assert.All(Sent, request => Assert.Contains($"filter_tag_name={sent}", request, StringComparison.OrdinalIgnoreCase));
    }

    private Task<ToolRun> HistoryAsync(params string[] args)
    {
        ToolContext context = ToolRun.Context(new() { ["QUAY_TOKEN"] = _quay.Token });
        context.ClientOptions.TimeProvider = SampleQuay.Clock;
        return ToolRun.RunAsync(["history", "--json", "--url", $"{_server.Endpoint}", .. args], context);
    }

    private static string Name(JsonNode row) => row["name"]!.GetValue<string>();
}
