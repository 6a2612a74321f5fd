using System.Text.Json.Nodes;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class AtTests : IAsyncDisposable
{
    private const string WindowOfTheTests = "2026-11-09 12:30:00Z";

    private readonly WriteFixture _quay = new();

    public AtTests()
    {
        _quay.App.AddManifest(Digest('a'), 7);
        _quay.App.AddManifest(Digest('b'), 2000);
        _quay.App.AddManifest(Digest('c'), 7);
        _quay.Row("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.Row("prod", 'b', daysAgo: 6);
        _quay.App.AddEntry("rc", Digest('c'), Sample.Now.AddDays(-8), Sample.Now.AddDays(30));
        _quay.Row("late", 'd', daysAgo: 3);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("acme/app", "7d")]
    [InlineData("7d", "acme/app")]
    [InlineData("2026-11-16T13:30:00+01:00", "acme/app")]
    public async Task People_get_the_tags_of_that_time(params string[] what)
    {
        Sample run = await _quay.RunAsync(["at", .. what]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TAG   DIGEST        SIZE  SINCE (UTC)          UNTIL (UTC)",
                "prod  aaaaaaaaaaaa   7 B  2026-11-14 12:30:00  2026-11-17 12:30:00",
                "rc    cccccccccccc   7 B  2026-11-15 12:30:00  2026-12-23 12:30:00, expires",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal([$"2 tags at 2026-11-16 12:30:00Z, 0 unknown. The history is complete from {WindowOfTheTests} on."], run.ErrorLines);
    }

    [Fact]
    public async Task What_holds_still_holds_until_now()
    {
        Sample run = await _quay.RunAsync("at", "1d", "acme/app", "--tag", "p*");

        Assert.Equal("prod  bbbbbbbbbbbb  2.0 KiB  2026-11-17 12:30:00  now", run.Lines[1].TrimEnd());
    }

    [Fact]
    public async Task Tags_that_are_not_known_are_named_with_their_reasons()
    {
        _quay.Row("gone", 'e', daysAgo: 30, endedDaysAgo: 25);

        Sample run = await _quay.RunAsync("at", "20d", "acme/app");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(
            [
                "? gone: the entry that began at 2026-10-24 12:30:00Z seems to have ended at 2026-10-29 12:30:00Z, "
                + "but Quay can report that end for an entry that ended later.",
                "0 tags at 2026-11-03 12:30:00Z, 1 unknown. "
                + $"The history is complete from {WindowOfTheTests} on, so tags may be missing of which no row is left.",
            ],
            run.ErrorLines);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public async Task Rows_that_the_collector_may_have_taken_meanwhile_are_warned_of(int rows, bool warned)
    {
        // One that the collector may take, and so many that they come on two pages.
        _quay.Row("gone", 'e', daysAgo: 30, endedDaysAgo: 20);
        for (int i = 5; i < rows; i++)
        {
            _quay.Row($"v{i}", 'f', daysAgo: 10);
        }

        Sample run = await _quay.RunAsync("at", "1d", "acme/app");

        Assert.Equal(warned, run.Error.Contains("Rows may be missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_is_one_snapshot_with_the_rows_of_quay()
    {
        Sample run = await _quay.RunAsync("at", "7d", "acme/app", "--json");
        Sample history = await _quay.RunAsync("history", "acme/app", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var expected = new JsonObject
        {
            ["registry"] = (string?)run.Rows[0]!["registry"],
            ["repository"] = "acme/app",
            ["pattern"] = null,
            ["instant"] = "2026-11-16T12:30:00+00:00",
            ["read_at"] = "2026-11-23T12:30:00+00:00",
            ["complete_from"] = "2026-11-09T12:30:00+00:00",
            ["entries_may_be_missing"] = false,
            ["tags"] = new JsonObject
            {
                ["prod"] = history.Rows.Last(row => (string?)row!["name"] == "prod")!.DeepClone(),
                ["rc"] = history.Rows.Single(row => (string?)row!["name"] == "rc")!.DeepClone(),
            },
            ["unknown"] = new JsonObject(),
        };
        Recording.AssertSame([expected], run.Rows);
    }

    [Theory]
    [InlineData("7d", "prod", "prod at 2026-11-16 12:30:00Z: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("7d", "late", "late at 2026-11-16 12:30:00Z: no such tag")]
    [InlineData(
        "20d",
        "none",
        "none at 2026-11-03 12:30:00Z: unknown: "
        + $"the time machine keeps entries that ended since {WindowOfTheTests}, "
        + "and no remaining entry was alive at the requested instant.")]
    public async Task One_tag_is_one_line(string time, string tag, string line)
    {
        Sample run = await _quay.RunAsync("at", "acme/app", time, "--tag", tag);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal([line], run.Lines);
    }

    [Fact]
    public async Task One_tag_as_json_is_its_row_or_why_it_is_not_known()
    {
        Sample present = await _quay.RunAsync("at", "acme/app", "7d", "--tag", "prod", "--json");
        Sample absent = await _quay.RunAsync("at", "acme/app", "7d", "--tag", "late", "--json");
        Sample unknown = await _quay.RunAsync("at", "acme/app", "20d", "--tag", "prod", "--json");
        Sample history = await _quay.RunAsync("history", "acme/app", "--tag", "prod", "--json");

        Recording.AssertSame(
            [
                new JsonObject
                {
                    ["tag"] = "prod", ["instant"] = "2026-11-16T12:30:00+00:00", ["presence"] = "present", ["entry"] = history.Rows[1],
                },
                new JsonObject { ["tag"] = "late", ["instant"] = "2026-11-16T12:30:00+00:00", ["presence"] = "absent", ["entry"] = null },
                new JsonObject
                {
                    ["tag"] = "prod", ["instant"] = "2026-11-03T12:30:00+00:00", ["presence"] = "unknown", ["entry"] = null,
                    ["reason"] = $"the time machine keeps entries that ended since {WindowOfTheTests}, "
                        + "and no remaining entry was alive at the requested instant.",
                },
            ],
            [.. present.Rows, .. absent.Rows, .. unknown.Rows]);
    }

    [Fact]
    public async Task An_unknown_repository_is_one_line_and_exit_code_1()
    {
        Sample run = await _quay.RunAsync("at", "acme/none", "1d");

        Assert.Contains("acme/none", run.Failure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_embedded_quay_tells_of_a_time_alone()
    {
        Sample run = await Sample.RunAsync("at", "2024-06-18T18:57:00Z");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["TAG", "example", "sample_tag", "tag-test", "test-two"], run.Lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("0cd3dd6236e2", run.Lines[4], StringComparison.Ordinal);
    }
}
