using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class LogTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Log_lists_future_events_first_and_then_past_ones_newest_first()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'b', daysAgo: 2);
        _quay.App.AddEntry("prod", Digest('a'), ToolRun.Now.AddDays(-1), ToolRun.Now.AddDays(40), isReversion: true);
        _quay.AddEntry("beta", 'd', daysAgo: 8, endedDaysAgo: 3);
        _quay.App.AddEntry("rc", Digest('e'), ToolRun.Now.AddDays(-7), ToolRun.Now.AddDays(30));

        ToolRun run = await _quay.RunAsync("log", "acme/app");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TIME (UTC)           TAG   EVENT               FROM          TO",
                "2027-01-02 12:30:00  prod  will expire         aaaaaaaaaaaa",
                "2026-12-23 12:30:00  rc    will expire         eeeeeeeeeeee",
                "2026-11-22 12:30:00  prod  reverted            bbbbbbbbbbbb  aaaaaaaaaaaa",
                "2026-11-21 12:30:00  prod  pushed again        bbbbbbbbbbbb  bbbbbbbbbbbb",
                "2026-11-20 12:30:00  beta  deleted or expired  dddddddddddd",
                "2026-11-17 12:30:00  prod  moved               aaaaaaaaaaaa  bbbbbbbbbbbb",
                "2026-11-16 12:30:00  rc    created                           eeeeeeeeeeee",
                "2026-11-15 12:30:00  beta  created                           dddddddddddd",
                "2026-11-14 12:30:00  prod  created                           aaaaaaaaaaaa",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal(["9 events, 2 of them in the future. The history is complete from 2026-11-09 12:30:00Z on."], run.ErrorLines);
    }

    [Fact]
    public async Task Json_is_one_event_per_line_with_the_entry_of_Quay()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6);

        ToolRun run = await _quay.RunAsync("log", "acme/app", "--json");
        ToolRun history = await _quay.RunAsync("history", "acme/app", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Recording.AssertSame(
            [
                new JsonObject
                {
                    ["repository"] = "acme/app", ["tag"] = "prod", ["kind"] = "moved", ["at"] = "2026-11-17T12:30:00+00:00",
                    ["from"] = Digest('a'), ["to"] = Digest('b'), ["entry"] = history.JsonLines[0],
                },
                new JsonObject
                {
                    ["repository"] = "acme/app", ["tag"] = "prod", ["kind"] = "created", ["at"] = "2026-11-14T12:30:00+00:00",
                    ["from"] = null, ["to"] = Digest('a'), ["entry"] = history.JsonLines[1],
                },
            ],
            run.JsonLines);
    }

    [Fact]
    public async Task Event_without_a_time_is_shown_as_unknown()
    {
        _quay.App.LoadHistory(new StringReader("""{"tags": [{"name": "old", "manifest_digest": "sha256:ab"}]}"""));

        ToolRun run = await _quay.RunAsync("log", "acme/app");

        Assert.StartsWith("unknown     old  first known", run.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.2.*", "1.2.4", "1.2.3")]
    [InlineData("1.?.?", "1.3.0", "1.2.4", "1.2.3")]
    [InlineData("2.*")]
    public async Task Option_tag_accepts_a_name_or_a_glob(string glob, params string[] tags)
    {
        _quay.AddEntry("1.2.3", 'a', daysAgo: 9);
        _quay.AddEntry("1.2.4", 'b', daysAgo: 8);
        _quay.AddEntry("1.3.0", 'c', daysAgo: 7);
        _quay.AddEntry("1.3.10", 'd', daysAgo: 6);

        ToolRun run = await _quay.RunAsync("log", "acme/app", "--tag", glob, "--json");
        ToolRun table = await _quay.RunAsync("log", "acme/app", "--tag", glob);

        Assert.Equal(tags, run.JsonLines.Select(row => (string?)row!["tag"]));
        Assert.Equal(tags.Length == 0 ? 0 : tags.Length + 1, table.Lines.Length);
    }

    [Fact]
    public async Task Unknown_repository_is_one_error_line_and_exit_code_1()
    {
        ToolRun run = await _quay.RunAsync("log", "acme/none");

        Assert.Contains("acme/none", run.AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_without_arguments_shows_the_sample()
    {
        ToolRun run = await ToolRun.RunAsync("log");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TIME (UTC)           TAG         EVENT         FROM          TO",
                "2024-06-18 18:59:13  test-two    reverted      0cd3dd6236e2  57583a1b9c0a",
                "2024-06-18 18:57:09  test-two    pushed again  0cd3dd6236e2  0cd3dd6236e2",
                "2024-06-18 18:56:58  test-two    moved         57583a1b9c0a  0cd3dd6236e2",
                "2024-06-18 18:42:27  sample_tag  created                     57583a1b9c0a",
                "2024-06-06 13:33:00  test-two    created                     57583a1b9c0a",
                "2024-06-06 13:26:18  tag-test    created                     57583a1b9c0a",
                "2024-05-14 14:48:51  example     first known                 57583a1b9c0a",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal("7 events, 0 of them in the future. The history is complete from 2024-06-04 19:30:00Z on.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Who_adds_the_actor_of_each_event_and_the_reasons_of_unknown_ones()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9);
        _quay.AddEntry("prod", 'b', daysAgo: 6);
        _quay.App.AddLogEntry(new FakeLogEntry
        {
            Kind = "push_repo",
            Time = ToolRun.Now.AddDays(-6),
            Performer = "admin",
            Metadata = new Dictionary<string, object?> { ["tag"] = "prod" },
        });

        ToolRun run = await _quay.RunAsync("log", "acme/app", "--who");
        ToolRun json = await _quay.RunAsync("log", "acme/app", "--who", "--json");

        Assert.Equal(
            [
                "TIME (UTC)           TAG   EVENT    FROM          TO            ACTOR",
                "2026-11-17 12:30:00  prod  moved    aaaaaaaaaaaa  bbbbbbbbbbbb  admin, registry",
                "2026-11-14 12:30:00  prod  created                aaaaaaaaaaaa  unknown",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal("1 unknown actor: The usage log has no matching entry.", run.ErrorLines[0]);
        Assert.Equal("admin", (string?)json.JsonLines[0]!["actor"]!["name"]);
        Assert.Equal("unknown", (string?)json.JsonLines[1]!["actor"]!["means"]);
    }
}
