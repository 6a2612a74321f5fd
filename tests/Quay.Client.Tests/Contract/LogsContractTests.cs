using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded responses of <c>GET …/logs</c>, and others in Quay's documented format.</summary>
public class LogsContractTests
{
    private const string Target = "/api/v1/repository/rqorg/scratch2/logs";

    private const string Range = "?starttime=11%2F28%2F2026&endtime=11%2F28%2F2026";
    private const string Days = "/api/v1/repository/rqorg/tlogs/logs" + Range;
    private const string Counts = "/api/v1/repository/rqorg/tlogs/aggregatelogs" + Range;

    private static readonly LogQuery RecordedDay = new() { From = new DateOnly(2026, 11, 28), To = new DateOnly(2026, 11, 28) };

    private const string Entry =
        """
        {"kind": "move_tag", "metadata": {"repo": "scratch2", "tag": "v1", "manifest_digest": "sha256:ab", "depth": {"x": [1, null]}},
         "ip": "10.0.0.1", "datetime": "Mon, 23 Nov 2026 12:08:02 -0000",
         "performer": {"kind": "user", "name": "devtable", "is_robot": false,
                       "avatar": {"name": "devtable", "hash": "94", "color": "#393b79", "kind": "user"}}}
        """;

    [Fact]
    public async Task Recorded_empty_usage_log_has_no_entries()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, "logs-repo");
        using QuayClient client = quay.CreateClient();

        Assert.Equal(0, await client.Repositories.GetLogs("rqorg/scratch2").CountAsync());
    }

    public static TheoryData<string> Recorded =>
        [.. RecordedExchange.All().Where(exchange => exchange.Status == 200 && IsOfRepository(exchange)).Select(exchange => exchange.Name)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Each_recorded_log_entry_is_read_completely(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        JsonObject page = JsonNode.Parse(exchange.Body)!.AsObject();
        page.Remove("next_page");
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.RequestPath, FakeResponse.Json(page.ToJsonString()));
        using QuayClient client = quay.CreateClient();

        List<LogEntry> log = await client.Repositories.GetLogs(RepositoryOf(exchange)).ToListAsync();

        JsonNode? read = JsonSerializer.SerializeToNode(log);
        foreach (JsonNode? entry in page["logs"]!.AsArray())
        {
            // The model omits the avatar.
            (entry!["performer"] as JsonObject)?.Remove("avatar");
        }

        Assert.True(JsonNode.DeepEquals(page["logs"], read), $"{page["logs"]!.ToJsonString()}\nbecame\n{read?.ToJsonString()}");
        Assert.Equal(page["logs"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()), log.Select(entry => entry.Kind));
    }

    // The recorded page and the recorded counts differ by the entries of the next page.
    [Fact]
    public async Task Recorded_log_is_read_to_the_end_and_compared_with_the_recorded_counts()
    {
        await using RecordedQuay quay = LogWithCounts("move_tag", "create_tag", "create_repo");
        using QuayClient client = quay.CreateClient();

        List<LogEntry> log = await client.Repositories.GetLogs("rqorg/tlogs", RecordedDay).ToListAsync();

        Assert.Equal(23, log.Count);
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 4, 36, 49, TimeSpan.Zero), log[0].Time);
        Assert.Equal(
            "tags_made_immutable_by_policy",
            Assert.Single(log, entry => entry is { Performer: null, Address: null, Metadata: not null }).Kind);
    }

    [Fact]
    public async Task Log_that_lacks_an_entry_of_the_recorded_counts_throws_after_the_last_entry()
    {
        await using RecordedQuay quay = LogWithCounts("move_tag", "create_repo")
            .Expect(Counts, "aggregatelogs-repo")
            .Expect(Days, FakeResponse.Json("""{"logs": []}"""))
            .Expect(Counts, "aggregatelogs-repo");
        using QuayClient client = quay.CreateClient();
        int count = 0;

        var error = await Assert.ThrowsAsync<QuayResponseException>(async () =>
        {
            await foreach (LogEntry entry in client.Repositories.GetLogs("rqorg/tlogs", RecordedDay))
            {
                count++;
            }
        });

        Assert.Equal(22, count);
        Assert.Equal(
            "The usage log of rqorg/tlogs: 1 entry is missing, because Quay's pages skip entries with equal times: "
            + "1 create_tag on 2026-11-28. All other entries were returned. To read the log without this check, set SkipVerification.",
            error.Message);
    }

    [Theory]
    [InlineData("""{"aggregated": null}""")]
    [InlineData("""{"aggregated": [null]}""")]
    [InlineData("""{"aggregated": [{"kind": "pull_repo", "count": 1}]}""")]
    [InlineData("""{"aggregated": [{"kind": "pull_repo", "count": "1", "datetime": "Sat, 28 Nov 2026 00:00:00 -0000"}]}""")]
    public async Task Invalid_counts_of_a_usage_log_throw_QuayResponseException(string counts)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Days, "logs-many-kinds").Expect(Counts, FakeResponse.Json(counts));
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayResponseException>(
            async () => await client.Repositories.GetLogs("rqorg/tlogs", RecordedDay).CountAsync());
    }

    private static RecordedQuay LogWithCounts(params IReadOnlyList<string> lastKinds)
    {
        string second = (string)JsonNode.Parse(RecordedExchange.Load("logs-many-kinds").Body)!["next_page"]!;
        RecordedExchange last = RecordedExchange.Load("logs-many-kinds-page3");
        string third = last.Query["next_page"];
        string entries = string.Join(", ", lastKinds.Select(
            kind => $$"""{"kind": "{{kind}}", "ip": null, "datetime": "Sat, 28 Nov 2026 04:36:26 -0000"}"""));
        return new RecordedQuay()
            .Expect(Days, "logs-many-kinds")
            .Expect(Counts, "aggregatelogs-repo")
            .Expect(
                Days + "&next_page=" + Uri.EscapeDataString(second),
                FakeResponse.Json($$"""{"logs": [{{entries}}], "next_page": "{{third}}"}"""))
            .Expect(Days + "&next_page=" + Uri.EscapeDataString(third), "logs-many-kinds-page3");
    }

    [Theory]
    [InlineData("logs-range-long", 2020, 1, 1, 2026, 11, 28)]
    [InlineData("logs-range-past", 2026, 1, 1, 2026, 1, 2)]
    public async Task Date_range_sends_the_recorded_query_parameters(string name, int y1, int m1, int d1, int y2, int m2, int d2)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay()
            .Expect($"{exchange.RequestPath}?{exchange.Target.Split('?')[1].Replace("/", "%2F", StringComparison.Ordinal)}", name);
        using QuayClient client = quay.CreateClient();
        var days = new LogQuery { From = new DateOnly(y1, m1, d1), To = new DateOnly(y2, m2, d2) };

        await foreach (QuayPage<LogEntry> page in client.Repositories.GetLogs("rqorg/tlogs", days).AsPages())
        {
            Assert.Equal(JsonNode.Parse(exchange.Body)!["logs"]!.AsArray().Count, page.Items.Count);
            break;
        }
    }

    [Theory]
    [InlineData("logs-expired", typeof(QuayAuthenticationException))]
    [InlineData("logs-readonly-token", typeof(QuayPermissionException))]
    [InlineData("logs-missing-repo", typeof(QuayNotFoundException))]
    public async Task Recorded_error_of_a_usage_log_throws_the_matching_exception(string name, Type expected)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        Exception? thrown = await Record.ExceptionAsync(async () => await client.Repositories.GetLogs(RepositoryOf(exchange)).CountAsync());

        Assert.IsType(expected, thrown);
        Assert.Equal(exchange.Status, (int)((QuayException)thrown).StatusCode!);
    }

    [Fact]
    public async Task Days_of_a_usage_log_query_are_sent_in_Quays_format()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target + "?starttime=11%2F02%2F2026&endtime=11%2F23%2F2026", "logs-repo");
        using QuayClient client = quay.CreateClient();

        var days = new LogQuery { From = new DateOnly(2026, 11, 2), To = new DateOnly(2026, 11, 23) };

        Assert.Equal(0, await client.Repositories.GetLogs("rqorg/scratch2", days).CountAsync());
    }

    [Fact]
    public async Task Usage_log_entry_is_read_with_every_field()
    {
        const string plain = """{"kind": "new_kind", "ip": null, "datetime": "Mon, 23 Nov 2026 12:08:01 -0000"}""";
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, FakeResponse.Json($$"""{"logs": [{{Entry}}, {{plain}}]}"""));
        using QuayClient client = quay.CreateClient();

        List<LogEntry> log = await client.Repositories.GetLogs("rqorg/scratch2").ToListAsync();

        JsonNode expected = JsonNode.Parse(Entry)!;
        expected["performer"]!.AsObject().Remove("avatar");
        Assert.True(JsonNode.DeepEquals(expected, JsonSerializer.SerializeToNode(log[0])));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 8, 2, TimeSpan.Zero), log[0].Time);
        Assert.Equal("2026-11-23 12:08:02Z move_tag by devtable", log[0].ToString());
        Assert.Equal("2026-11-23 12:08:01Z new_kind", log[1].ToString());
    }

    [Fact]
    public async Task Unavailable_usage_log_search_throws_QuayException()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(
            Target,
            FakeResponse.Json(
                """{"start_time": "", "end_time": "", "logs": [], "search_unavailable": true, "message": "Splunk is away."}"""));
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(async () => await client.Repositories.GetLogs("rqorg/scratch2").CountAsync());

        Assert.Equal(
            "The usage log of rqorg/scratch2: Quay cannot search it now: \"Splunk is away\". Retry later.", error.Message);
        Assert.Equal("Splunk is away.", error.Detail);
    }

    private static bool IsOfRepository(RecordedExchange exchange) =>
        exchange.RequestPath.StartsWith("/api/v1/repository/", StringComparison.Ordinal)
        && exchange.RequestPath.EndsWith("/logs", StringComparison.Ordinal);

    private static string RepositoryOf(RecordedExchange exchange) => string.Join('/', exchange.RequestPath.Split('/')[4..^1]);

    [Theory]
    [InlineData("""{"logs": [null]}""")]
    [InlineData("""{"logs": null}""")]
    [InlineData("""{"start_time": "Sun, 22 Nov 2026 12:28:52 -0000"}""")]
    [InlineData("""{"logs": [{"kind": "push_repo"}]}""")]
    public async Task Invalid_usage_log_response_throws_QuayResponseException(string body)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, FakeResponse.Json(body));
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Repositories.GetLogs("rqorg/scratch2").CountAsync());
    }
}
