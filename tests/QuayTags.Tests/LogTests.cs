using System.Text.Json.Nodes;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class LogTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task People_get_what_happened_newest_first_and_before_it_what_will()
    {
        _quay.Row("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.Row("prod", 'b', daysAgo: 6, endedDaysAgo: 2);
        _quay.Row("prod", 'b', daysAgo: 2);
        _quay.App.AddEntry("prod", Digest('a'), Sample.Now.AddDays(-1), Sample.Now.AddDays(40), isReversion: true);
        _quay.Row("dead", 'd', daysAgo: 8, endedDaysAgo: 3);
        _quay.App.AddEntry("rc", Digest('e'), Sample.Now.AddDays(-7), Sample.Now.AddDays(30));

        Sample run = await _quay.RunAsync("log", "acme/app");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TIME (UTC)           TAG   WHAT                FROM          TO",
                "2027-01-02 12:30:00  prod  will expire         aaaaaaaaaaaa",
                "2026-12-23 12:30:00  rc    will expire         eeeeeeeeeeee",
                "2026-11-22 12:30:00  prod  reverted            bbbbbbbbbbbb  aaaaaaaaaaaa",
                "2026-11-21 12:30:00  prod  pushed again        bbbbbbbbbbbb  bbbbbbbbbbbb",
                "2026-11-20 12:30:00  dead  deleted or expired  dddddddddddd",
                "2026-11-17 12:30:00  prod  moved               aaaaaaaaaaaa  bbbbbbbbbbbb",
                "2026-11-16 12:30:00  rc    created                           eeeeeeeeeeee",
                "2026-11-15 12:30:00  dead  created                           dddddddddddd",
                "2026-11-14 12:30:00  prod  created                           aaaaaaaaaaaa",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal(["9 events, 2 of them to come. The history is complete from 2026-11-09 12:30:00Z on."], run.ErrorLines);
    }

    [Fact]
    public async Task Json_is_an_event_a_line_with_the_row_of_quay()
    {
        _quay.Row("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.Row("prod", 'b', daysAgo: 6);

        Sample run = await _quay.RunAsync("log", "acme/app", "--json");
        Sample history = await _quay.RunAsync("history", "acme/app", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Recording.AssertSame(
            [
                new JsonObject
                {
                    ["tag"] = "prod", ["kind"] = "moved", ["at"] = "2026-11-17T12:30:00+00:00",
                    ["from"] = Digest('a'), ["to"] = Digest('b'), ["entry"] = history.Rows[0],
                },
                new JsonObject
                {
                    ["tag"] = "prod", ["kind"] = "created", ["at"] = "2026-11-14T12:30:00+00:00",
                    ["from"] = null, ["to"] = Digest('a'), ["entry"] = history.Rows[1],
                },
            ],
            run.Rows);
    }

    [Fact]
    public async Task A_time_that_is_not_known_is_said_to_be()
    {
        _quay.App.LoadHistory(new StringReader("""{"tags": [{"name": "old", "manifest_digest": "sha256:ab"}]}"""));

        Sample run = await _quay.RunAsync("log", "acme/app");

        Assert.StartsWith("unknown     old  first known", run.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.2.*", "1.2.4", "1.2.3")]
    [InlineData("1.?.?", "1.3.0", "1.2.4", "1.2.3")]
    [InlineData("2.*")]
    public async Task Tag_is_a_name_or_a_glob(string glob, params string[] tags)
    {
        _quay.Row("1.2.3", 'a', daysAgo: 9);
        _quay.Row("1.2.4", 'b', daysAgo: 8);
        _quay.Row("1.3.0", 'c', daysAgo: 7);
        _quay.Row("1.3.10", 'd', daysAgo: 6);

        Sample run = await _quay.RunAsync("log", "acme/app", "--tag", glob, "--json");
        Sample table = await _quay.RunAsync("log", "acme/app", "--tag", glob);

        Assert.Equal(tags, run.Rows.Select(row => (string?)row!["tag"]));
        Assert.Equal(tags.Length == 0 ? 0 : tags.Length + 1, table.Lines.Length);
    }

    [Fact]
    public async Task An_unknown_repository_is_one_line_and_exit_code_1()
    {
        Sample run = await _quay.RunAsync("log", "acme/none");

        Assert.Contains("acme/none", run.Failure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_embedded_quay_tells_something_without_arguments()
    {
        Sample run = await Sample.RunAsync("log");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TIME (UTC)           TAG         WHAT          FROM          TO",
                "2024-06-18 18:59:13  test-two    reverted      0cd3dd6236e2  57583a1b9c0a",
                "2024-06-18 18:57:09  test-two    pushed again  0cd3dd6236e2  0cd3dd6236e2",
                "2024-06-18 18:56:58  test-two    moved         57583a1b9c0a  0cd3dd6236e2",
                "2024-06-18 18:42:27  sample_tag  created                     57583a1b9c0a",
                "2024-06-06 13:33:00  test-two    created                     57583a1b9c0a",
                "2024-06-06 13:26:18  tag-test    created                     57583a1b9c0a",
                "2024-05-14 14:48:51  example     first known                 57583a1b9c0a",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal("7 events, 0 of them to come. The history is complete from 2024-06-04 19:30:00Z on.", run.ErrorLines[^1]);
    }
}
