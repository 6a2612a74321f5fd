using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Errors;
using Quay.Client.Repositories;
using Quay.Client.Testing.Http;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>The answers of <c>GET …/logs</c>: the one that was recorded, which is empty, and others in Quay's documented form.</summary>
public class LogsContractTests
{
    private const string Target = "/api/v1/repository/rqorg/scratch2/logs";

    private const string Entry =
        """
        {"kind": "move_tag", "metadata": {"repo": "scratch2", "tag": "v1", "manifest_digest": "sha256:ab", "depth": {"x": [1, null]}}, "ip": "10.0.0.1",
         "datetime": "Mon, 23 Nov 2026 12:08:02 -0000",
         "performer": {"kind": "user", "name": "devtable", "is_robot": false, "avatar": {"name": "devtable", "hash": "94", "color": "#393b79", "kind": "user"}}}
        """;

    [Fact]
    public async Task The_recorded_log_is_empty()
    {
        await using RecordedQuay quay = new RecordedQuay().Answer(Target, "logs-repo");
        using QuayClient client = quay.CreateClient();

        Assert.Equal(0, await client.Repositories.GetLogs("rqorg/scratch2").CountAsync());
    }

    [Fact]
    public async Task Days_are_sent_as_Quay_writes_them()
    {
        await using RecordedQuay quay = new RecordedQuay().Answer(Target + "?starttime=11%2F02%2F2026&endtime=11%2F23%2F2026", "logs-repo");
        using QuayClient client = quay.CreateClient();

        var days = new LogQuery { From = new DateOnly(2026, 11, 2), To = new DateOnly(2026, 11, 23) };

        Assert.Equal(0, await client.Repositories.GetLogs("rqorg/scratch2", days).CountAsync());
    }

    [Fact]
    public async Task Every_field_is_read()
    {
        const string plain = """{"kind": "new_kind", "ip": null, "datetime": "Mon, 23 Nov 2026 12:08:01 -0000"}""";
        await using RecordedQuay quay = new RecordedQuay().Answer(Target, FakeAnswer.Json($$"""{"logs": [{{Entry}}, {{plain}}]}"""));
        using QuayClient client = quay.CreateClient();

        List<LogEntry> log = await client.Repositories.GetLogs("rqorg/scratch2").ToListAsync();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Entry), JsonSerializer.SerializeToNode(log[0])));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 8, 2, TimeSpan.Zero), log[0].Time);
        Assert.Equal("2026-11-23 12:08:02Z move_tag by devtable", log[0].ToString());
        Assert.Equal("2026-11-23 12:08:01Z new_kind", log[1].ToString());
    }

    [Fact]
    public async Task A_log_that_cannot_be_searched_is_an_error_and_not_empty()
    {
        await using RecordedQuay quay = new RecordedQuay().Answer(
            Target, FakeAnswer.Json("""{"start_time": "", "end_time": "", "logs": [], "search_unavailable": true, "message": "Splunk is away."}"""));
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(async () => await client.Repositories.GetLogs("rqorg/scratch2").CountAsync());

        Assert.Equal("The usage log of rqorg/scratch2: Quay cannot search it at present: \"Splunk is away\". Try again later.", error.Message);
        Assert.Equal("Splunk is away.", error.Detail);
    }

    [Theory]
    [InlineData("""{"logs": [null]}""")]
    [InlineData("""{"logs": null}""")]
    [InlineData("""{"start_time": "Sun, 22 Nov 2026 12:28:52 -0000"}""")]
    [InlineData("""{"logs": [{"kind": "push_repo"}]}""")]
    public async Task What_is_no_log_is_an_error(string body)
    {
        await using RecordedQuay quay = new RecordedQuay().Answer(Target, FakeAnswer.Json(body));
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Repositories.GetLogs("rqorg/scratch2").CountAsync());
    }
}
