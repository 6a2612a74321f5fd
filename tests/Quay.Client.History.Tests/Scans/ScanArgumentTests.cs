using System.Text.Json;

namespace Quay.Client.History.Tests.Scans;

/// <summary>Verifies that invalid arguments and checkpoints of other scans are rejected before any request.</summary>
public sealed class ScanArgumentTests : IDisposable
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly ScanFixture _fixture = new();

    public void Dispose()
    {
        _fixture.Quay.Requests.AssertRequests();
        _fixture.Dispose();
    }

    [Fact]
    public void Invalid_options_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => new ScanOptions { RepositoryPattern = "" });
        Assert.Throws<ArgumentException>(() => new ScanOptions { RepositoryPattern = "Web*" });
        Assert.Throws<ArgumentException>(() => new ScanOptions { SkipStates = [""] });
        Assert.Throws<ArgumentException>(() => new ScanOptions { SkipStates = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScanOptions { MaxConcurrency = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScanOptions { MaxConcurrency = 65 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScanOptions { RereadAfter = TimeSpan.FromTicks(-1) });
    }

    [Fact]
    public void Invalid_arguments_are_rejected()
    {
        IHistoryOperations history = _fixture.History;
        Assert.Throws<ArgumentException>(() => history.ScanAsync("acme/app", (_, _) => Task.FromResult(1)));
        Assert.Throws<ArgumentNullException>(() => history.ScanAsync<int>("acme", null!));
        Assert.Throws<ArgumentException>(() => history.ScanSnapshotsAsync("Acme"));
        Assert.Throws<ArgumentException>(() => history.ScanSnapshotsAsync("acme", pattern: "no tag"));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.ScanSnapshotsAsync("acme", _fixture.Now.AddMinutes(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.ScanTimelinesAsync("acme", _fixture.Now.AddMinutes(2)));
    }

    [Theory]
    [InlineData("""  "registry":"https://quay.example/"  """, """  "registry":"https://other.example/"  """)]
    [InlineData("""  "namespace":"acme"  """, """  "namespace":"other"  """)]
    [InlineData("""  "repository_pattern":"web-*"  """, """  "repository_pattern":null  """)]
    [InlineData("""  "include_public":false  """, """  "include_public":true  """)]
    [InlineData("""  "content":"snapshots"  """, """  "content":"custom"  """)]
    [InlineData("""  "instant":"2026-11-22T12:00:00+00:00"  """, """  "instant":null  """)]
    [InlineData("""  "tag_pattern":"v1.*"  """, """  "tag_pattern":"v2.*"  """)]
    public void Checkpoint_of_another_scan_is_rejected(string own, string other)
    {
        string json = Scan(startFrom: null).Checkpoint.ToJson();
        Assert.Contains(own.Trim(), json, StringComparison.Ordinal);
        foreach (bool isComplete in (bool[])[false, true])
        {
            string changed = json.Replace(own.Trim(), other.Trim(), StringComparison.Ordinal)
                .Replace("\"is_complete\":false", isComplete ? "\"is_complete\":true" : "\"is_complete\":false", StringComparison.Ordinal);
            ArgumentException fault = Assert.Throws<ArgumentException>(() => Scan(ScanCheckpoint.Parse(changed)));
            Assert.StartsWith("The checkpoint belongs to ", fault.Message, StringComparison.Ordinal);
            Assert.Equal("options", fault.ParamName);
        }

        Assert.NotNull(Scan(ScanCheckpoint.Parse(json)));
    }

    [Fact]
    public void Timelines_can_start_later_in_the_next_scan_but_not_in_a_resumed_one()
    {
        string json = _fixture.History.ScanTimelinesAsync("acme", Instant).Checkpoint.ToJson();
        string complete = json.Replace("\"is_complete\":false", "\"is_complete\":true", StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TimelinesFrom(json, Instant.AddHours(1)));
        Assert.Throws<ArgumentException>(() => TimelinesFrom(complete, Instant.AddHours(-1)));
        TimelinesFrom(complete, Instant.AddHours(1));

        void TimelinesFrom(string text, DateTimeOffset since) => _fixture.History.ScanTimelinesAsync(
            "acme", since, options: new ScanOptions { StartFrom = ScanCheckpoint.Parse(text) });
    }

    [Fact]
    public void Checkpoint_round_trips_through_JSON()
    {
        string json = """
            {"registry":"https://quay.example/","namespace":"acme","repository_pattern":null,"include_public":false,"content":"custom",
            "instant":null,"tag_pattern":null,"started_at":"2026-11-23T12:00:00+00:00","is_complete":false,"repositories":{
            "acme/a":{"last_modified":"2026-11-22T12:00:00+00:00","read_at":"2026-11-23T12:00:00+00:00","is_finished":true},
            "acme/b":{"is_finished":false}}}
            """.ReplaceLineEndings("");
        var checkpoint = ScanCheckpoint.Parse(json);
        Assert.Equal(json, checkpoint.ToJson());
        Assert.Equal(
            "acme on https://quay.example/, started at 2026-11-23 12:00:00Z: 1 of 2 finished, incomplete", checkpoint.ToString());
        RepositoryScan<int> scan = _fixture.History.ScanAsync(
            "acme", (_, _) => Task.FromResult(1), new ScanOptions { StartFrom = checkpoint });
        Assert.Equal(json, scan.Checkpoint.ToJson());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"more": 1}""")]
    [InlineData(Head + """, "repositories": null}""")]
    [InlineData(Head + """, "repositories": {"acme/a": null}}""")]
    [InlineData(Head + """, "repositories": {"acme/a": {"more": 1}}}""")]
    [InlineData(Head + """, "repositories": {}, "content": "other"}""")]
    public void Other_JSON_is_not_a_checkpoint(string json) => Assert.Throws<JsonException>(() => ScanCheckpoint.Parse(json));

    private const string Head =
        """{"registry": "https://quay.example/", "namespace": "acme", "content": "custom", "started_at": "2026-11-23T12:00:00Z","""
        + """ "is_complete": false""";

    private RepositoryScan<RepositorySnapshot> Scan(ScanCheckpoint? startFrom) => _fixture.History.ScanSnapshotsAsync(
        "acme", Instant, "v1.*", new ScanOptions { RepositoryPattern = "web-*", StartFrom = startFrom });
}
