using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>
/// Verifies every recorded successful response of <c>GET …/tag/</c>. The client never sends some of the recorded requests (a limit of 0, an
/// empty tag): their responses are returned to the most similar request that it sends.
/// </summary>
public class TagHistoryContractTests
{
    public static TheoryData<string> Recorded =>
        [.. RecordedExchange.All().Where(IsTagList).Where(exchange => exchange.Status == 200).Select(exchange => exchange.Name)];

    internal static bool IsTagList(RecordedExchange exchange) =>
        exchange.Method == "GET"
        && exchange.RequestPath.StartsWith("/api/v1/repository/", StringComparison.Ordinal)
        && exchange.RequestPath.EndsWith("/tag/", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Recorded_history_page_is_read_completely(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        JsonNode response = JsonNode.Parse(exchange.Text)!;
        int number = (int)response["page"]!;
        int limit = Limit(exchange);
        string? specificTag = Parameter(exchange, "specificTag") is { Length: > 0 } tag && !tag.Contains(' ', StringComparison.Ordinal)
            ? tag
            : null;
        TagNameFilter? filter = Parameter(exchange, "filter_tag_name")?.Split(':') is ["like", { Length: > 0 } text]
            ? TagNameFilter.Like(text)
            : null;
        bool onlyActive = Parameter(exchange, "onlyActiveTags") is { } active && active != "false";

        // Two recorded requests have names that the client rejects; their responses are returned for another name.
        string path = exchange.RequestPath["/api/v1/repository/".Length..^"/tag/".Length];
        string repository = RepositoryName.TryParse(path, out RepositoryName valid) ? valid.ToString() : "rqorg/repository";
        string expected = $"/api/v1/repository/{repository}/tag/?limit={limit}"
            + (number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"&page={number}"))
            + (specificTag is null ? "" : $"&specificTag={specificTag}")
            + (filter is null ? "" : $"&filter_tag_name=like%3A{Uri.EscapeDataString(filter.Text)}")
            + (onlyActive ? "&onlyActiveTags=true" : "");
        await using RecordedQuay quay = new RecordedQuay().Expect(expected, RecordedQuay.ResponseOf(exchange));
        using QuayClient client = quay.CreateClient(options => options.TimeProvider = new FakeTimeProvider(RecordedAt(exchange)));

        var query = new TagHistoryQuery
        {
            PageSize = limit,
            SpecificTag = specificTag is null ? default(TagName?) : specificTag,
            NameFilter = filter,
            OnlyActiveTags = onlyActive,
        };
        QuayPage<TagHistoryEntry> page = await client.Tags.GetHistoryPageAsync(repository, number, query);

        Assert.Equal(number, page.Number);
        Assert.Equal((bool)response["has_additional"]!, page.HasAdditional);
        JsonArray entries = response["tags"]!.AsArray();
        Assert.Equal(entries.Count, page.Items.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            AssertSame(entries[i]!, page.Items[i]);
        }
    }

    [Fact]
    public async Task Entries_that_an_old_server_returns_despite_a_filter_are_removed()
    {
        // The server ignored the filter "regex:x" and returned everything, as a server before 3.9 does for every filter.
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("/api/v1/repository/rqorg/oddtags/tag/?limit=100&filter_tag_name=like%3Av1", "tags-list-oddtags");
        using QuayClient client = quay.CreateClient();
        List<string> names = await client.Tags.GetHistory("rqorg/oddtags", new TagHistoryQuery { NameFilter = TagNameFilter.Like("v1") })
            .Select(entry => entry.Name).ToListAsync();

        JsonArray entries = JsonNode.Parse(RecordedExchange.Load("tags-list-oddtags").Text)!["tags"]!.AsArray();
        IEnumerable<string> matches = entries
            .Select(entry => (string)entry!["name"]!)
            .Where(name => name.Contains("v1", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(matches, names);
        Assert.InRange(names.Count, 1, entries.Count - 1);
    }

    [Theory]
    [InlineData("specific")]
    [InlineData("eq")]
    [InlineData("active")]
    public async Task Filter_is_applied_again_by_the_client(string kind)
    {
        RecordedExchange exchange = RecordedExchange.Load("tags-list-moves-history");
        (TagHistoryQuery query, string sent, Predicate<JsonNode> matches) = kind switch
        {
            "specific" => (new TagHistoryQuery { SpecificTag = "latest" }, "&specificTag=latest", (Predicate<JsonNode>)IsLatest),
            "eq" => (new TagHistoryQuery { NameFilter = TagNameFilter.Eq("latest") }, "&filter_tag_name=eq%3Alatest", IsLatest),
            _ => (new TagHistoryQuery { OnlyActiveTags = true }, "&onlyActiveTags=true", entry => entry["end_ts"] is null),
        };
        await using RecordedQuay quay = new RecordedQuay().Expect(
            "/api/v1/repository/rqorg/moves/tag/?limit=100" + sent, RecordedQuay.ResponseOf(exchange));
        using QuayClient client = quay.CreateClient(options => options.TimeProvider = new FakeTimeProvider(RecordedAt(exchange)));

        int count = await client.Tags.GetHistory("rqorg/moves", query).CountAsync();

        List<JsonNode> entries = [.. JsonNode.Parse(exchange.Text)!["tags"]!.AsArray().OfType<JsonNode>()];
        Assert.Equal(entries.Count(entry => matches(entry)), count);
        Assert.InRange(count, 1, entries.Count - 1);
    }

    [Fact]
    public async Task Active_entry_is_returned_even_if_it_starts_in_the_future_by_the_clients_clock()
    {
        const string Body = """
            {"tags": [
                {"name": "pushed-now", "start_ts": 1795435205},
                {"name": "expires", "start_ts": 1795430000, "end_ts": 1795439999},
                {"name": "ended", "start_ts": 1795430000, "end_ts": 1795435200},
                {"name": "permanently-deleted", "start_ts": 1795430000, "end_ts": 1795429999}
            ], "page": 1, "has_additional": false}
            """;
        await using RecordedQuay quay = new RecordedQuay().Expect(
            "/api/v1/repository/rqorg/app/tag/?limit=100&onlyActiveTags=true", FakeResponse.Json(Body));
        using QuayClient client = quay.CreateClient(
            options => options.TimeProvider = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1795435200)));
        var names = await client.Tags
            .GetHistory("rqorg/app", new TagHistoryQuery { OnlyActiveTags = true })
            .Select(entry => entry.Name)
            .ToListAsync();
        Assert.Equal(["pushed-now", "expires"], names);
    }

    [Fact]
    public async Task Entries_of_Quay_3_6_are_read()
    {
        const string Body = """
            {"tags": [{"name": "latest", "reversion": false, "start_ts": 1600000000, "image_id": "f00d", "docker_image_id": "cafe",
                       "manifest_digest": "sha256:0cd3", "is_manifest_list": false, "size": 7,
                       "last_modified": "Sun, 13 Sep 2020 12:26:40 -0000"},
                      {"name": "before-history", "reversion": false, "docker_image_id": "cafe"}],
             "page": 1, "has_additional": false}
            """;
        await using RecordedQuay quay = new RecordedQuay().Expect("/api/v1/repository/rqorg/app/tag/?limit=100", FakeResponse.Json(Body));
        using QuayClient client = quay.CreateClient();
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(1600000000);
        Assert.Equal(
            [
                new TagHistoryEntry { Name = "latest", Start = start, ManifestDigest = "sha256:0cd3", Size = 7 },
                new TagHistoryEntry { Name = "before-history" },
            ],
            await client.Tags.GetHistory("rqorg/app").ToListAsync());
    }

    [Fact]
    public async Task History_of_2500_entries_is_read_in_order_with_pages_that_overlap_by_one_entry_or_more()
    {
        string[] pages = await File.ReadAllLinesAsync("Recorded/history-2500.jsonl");
        await using var quay = new RecordedQuay();
        quay.Fake.AddRepository("rqorg/hist2500").LoadHistory(new StringReader(string.Join('\n', pages)));
        (int Page, int Limit)[] expected =
        [
            (1, 100), (2, 99), (3, 98), (4, 97), (5, 96), (6, 95), (7, 94), (8, 93), (9, 92), (10, 91), (10, 100), (11, 99), (12, 98),
            (13, 97), (15, 90), (15, 96), (16, 95), (18, 89), (17, 100), (19, 94), (19, 99), (21, 94), (21, 98), (23, 93), (23, 97),
            (26, 89), (24, 100), (27, 92), (26, 99),
        ];
        foreach ((int page, int limit) in expected)
        {
            string number = page == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"&page={page}");
            quay.Expect(string.Create(CultureInfo.InvariantCulture, $"/api/v1/repository/rqorg/hist2500/tag/?limit={limit}{number}"));
        }

        using QuayClient client = quay.CreateClient();
        List<TagHistoryEntry> entries = await client.Tags.GetHistory("rqorg/hist2500").ToListAsync();

        Assert.Equal(2500, entries.Count);
        Assert.Equal(120, entries.Select(entry => entry.Name).Distinct().Count());
        Assert.Equal(40, entries.Select(entry => entry.ManifestDigest).Distinct().Count());
        Assert.Equal(269, entries.Count(entry => entry.Reversion));
        Assert.Equal(73, entries.Count(entry => entry.End is null));
        IEnumerable<JsonNode?> recorded = pages.SelectMany(page => JsonNode.Parse(page)!["tags"]!.AsArray());
        Assert.All(recorded.Zip(entries), pair => AssertSame(pair.First!, pair.Second));
    }

    private static bool IsLatest(JsonNode entry) => (string)entry["name"]! == "latest";

    private static void AssertSame(JsonNode recorded, TagHistoryEntry entry) =>
        Assert.True(JsonNode.DeepEquals(recorded, JsonSerializer.SerializeToNode(entry)), $"{recorded.ToJsonString()} was read as {entry}");

    private static DateTimeOffset RecordedAt(RecordedExchange exchange) =>
        DateTimeOffset.Parse(exchange.Headers["Date"], CultureInfo.InvariantCulture);

    private static string? Parameter(RecordedExchange exchange, string name) => exchange.Query.GetValueOrDefault(name);

    private static int Limit(RecordedExchange exchange) =>
        int.TryParse(Parameter(exchange, "limit"), CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= 100 ? limit : 100;
}
