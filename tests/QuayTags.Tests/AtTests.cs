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
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6);
        _quay.App.AddEntry("rc", Digest('c'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(30));
        _quay.AddEntry("late", 'd', daysAgo: 3);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("acme/app", "7d")]
    [InlineData("7d", "acme/app")]
    [InlineData("2026-11-16T13:30:00+01:00", "acme/app")]
    public async Task At_shows_the_tags_of_the_given_time(params string[] what)
    {
        ToolRun run = await _quay.RunAsync(["at", .. what]);

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
    public async Task Entry_that_has_not_ended_is_shown_until_now()
    {
        ToolRun run = await _quay.RunAsync("at", "1d", "acme/app", "--tag", "p*");

        Assert.Equal("prod  bbbbbbbbbbbb  2.0 KiB  2026-11-17 12:30:00  now", run.Lines[1].TrimEnd());
    }

    [Fact]
    public async Task Unknown_tags_are_listed_with_their_reasons()
    {
        _quay.AddEntry("gone", 'e', daysAgo: 30, endedDaysAgo: 25);

        ToolRun run = await _quay.RunAsync("at", "20d", "acme/app");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(
            [
                "? acme/app:gone: the entry that began at 2026-10-24 12:30:00Z seems to have ended at 2026-10-29 12:30:00Z, "
                + "but Quay can report that end for an entry that ended later.",
                $"? acme/app: the history is complete from {WindowOfTheTests} on, so tags may be missing.",
                $"0 tags at 2026-11-03 12:30:00Z, 1 unknown. The history is complete from {WindowOfTheTests} on.",
            ],
            run.ErrorLines);
    }

    [Fact]
    public async Task History_with_several_pages_and_collectable_entries_is_complete()
    {
        _quay.AddEntry("gone", 'e', daysAgo: 30, endedDaysAgo: 20);
        for (int i = 0; i < 101; i++)
        {
            _quay.AddEntry($"v{i}", 'f', daysAgo: 10);
        }

        ToolRun run = await _quay.RunAsync("at", "1d", "acme/app", "--exit-code");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(
            $"0 unknown. The history is complete from {WindowOfTheTests} on.", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_per_tag_and_the_same_as_that_of_snapshot()
    {
        _quay.AddEntry("gone", 'e', daysAgo: 30, endedDaysAgo: 25);

        ToolRun run = await _quay.RunAsync("at", "7d", "acme/app", "--json");
        ToolRun early = await _quay.RunAsync("at", "20d", "acme/app", "--json");
        ToolRun snapshot = await _quay.RunAsync("snapshot", "acme/app", "--at", "7d", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(snapshot.Lines, run.Lines);
        Assert.Equal(["prod", "rc"], run.JsonLines.Select(item => (string?)item!["name"]));
        Assert.Equal(
            [("unknown", "gone", null), ("incomplete", null, "2026-11-09T12:30:00+00:00")],
            early.JsonLines.Select(item => ((string?)item!["status"], (string?)item["name"], (string?)item["complete_from"])));
        Assert.Equal(2, early.ErrorLines.Length);
    }

    [Theory]
    [InlineData("7d", "late", "? acme/app:late: there was no such tag at 2026-11-16 12:30:00Z.")]
    [InlineData(
        "20d",
        "none",
        $"? acme/app:none: the time machine keeps entries that ended since {WindowOfTheTests}, "
        + "and no remaining entry was alive at the requested instant.")]
    public async Task Single_tag_that_is_absent_or_unknown_is_reported(string time, string tag, string line)
    {
        ToolRun run = await _quay.RunAsync("at", "acme/app", time, "--tag", tag, "--quiet");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal([line], run.ErrorLines);
    }

    [Fact]
    public async Task Single_tag_has_the_same_formats_as_all_tags()
    {
        foreach (string[] options in new[] { Array.Empty<string>(), ["--json"], ["--csv"] })
        {
            ToolRun one = await _quay.RunAsync(["at", "acme/app", "7d", "--tag", "prod", .. options]);
            ToolRun glob = await _quay.RunAsync(["at", "acme/app", "7d", "--tag", "prod*", .. options]);

            Assert.Equal(glob.Output, one.Output);
        }
    }

    [Fact]
    public async Task Json_of_a_single_tag_is_its_entry_or_the_reason_why_there_is_none()
    {
        ToolRun present = await _quay.RunAsync("at", "acme/app", "7d", "--tag", "prod", "--json");
        ToolRun absent = await _quay.RunAsync("at", "acme/app", "7d", "--tag", "late", "--json");
        ToolRun unknown = await _quay.RunAsync("at", "acme/app", "20d", "--tag", "prod", "--json");
        ToolRun history = await _quay.RunAsync("history", "acme/app", "--tag", "prod", "--json");

        JsonNode expected = history.JsonLines[1]!.DeepClone();
        expected["repository"] = "acme/app";
        expected["status"] = "present";
        Recording.AssertSame(
            [
                expected,
                new JsonObject
                {
                    ["repository"] = "acme/app", ["status"] = "absent", ["name"] = "late",
                    ["reason"] = "there was no such tag at 2026-11-16 12:30:00Z.",
                },
                new JsonObject
                {
                    ["repository"] = "acme/app", ["status"] = "unknown", ["name"] = "prod",
                    ["reason"] = $"the time machine keeps entries that ended since {WindowOfTheTests}, "
                        + "and no remaining entry was alive at the requested instant.",
                },
            ],
            [.. present.JsonLines, .. absent.JsonLines, .. unknown.JsonLines]);
    }

    [Fact]
    public async Task Unknown_repository_is_one_error_line_and_exit_code_1()
    {
        ToolRun run = await _quay.RunAsync("at", "acme/none", "1d");

        Assert.Contains("acme/none", run.AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_needs_no_repository()
    {
        ToolRun run = await ToolRun.RunAsync("at", "2024-06-18T18:57:00Z");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["TAG", "example", "sample_tag", "tag-test", "test-two"], run.Lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("0cd3dd6236e2", run.Lines[4], StringComparison.Ordinal);
    }
}
