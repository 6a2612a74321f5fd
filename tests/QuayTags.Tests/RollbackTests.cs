using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class RollbackTests : IAsyncDisposable
{
    private const string Header = "acme/app back to 2026-11-18 12:30:00Z";

    private readonly WriteFixture _quay = new();

    public RollbackTests()
    {
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 1);
        _quay.AddEntry("late", 'e', daysAgo: 3);
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'c', daysAgo: 2);
        _quay.AddEntry("same", 'f', daysAgo: 9);
    }

    private static string Beta => $$"""POST {{Tags}}/beta/restore {"manifest_digest":"{{Digest('d')}}"}""";

    private static string Prod => $$"""POST {{Tags}}/prod/restore {"manifest_digest":"{{Digest('b')}}"}""";

    private static string Late => $"DELETE {Tags}/late";

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Dry_run_prints_the_plan_and_sends_no_write()
    {
        ToolRun dry = await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run");

        _quay.Quay.Requests.AssertNoWrites();
        Assert.Equal(0, dry.ExitCode);
        Assert.Empty(dry.Error);
        Assert.Equal(
            [
                "Dry run: nothing is sent.",
                $"{Header}: 2 steps, 4 tags compared.",
                $"restore acme/app:beta to {Digest('d')}: it pointed at that manifest from 2026-11-14 12:30:00Z to 2026-11-22 12:30:00Z, "
                + "and does not exist now.",
                $"move acme/app:prod from {Digest('c')} to {Digest('b')}: "
                + "it pointed at that manifest from 2026-11-17 12:30:00Z to 2026-11-21 12:30:00Z, and has pointed at its present manifest "
                + "since 2026-11-21 12:30:00Z.",
                "skip acme/app:late: it was created later, and newer tags are kept.",
                "1 tag would be moved, 1 tag would be restored, 1 is skipped.",
            ],
            dry.Lines);
    }

    [Fact]
    public async Task Rollback_prints_the_plan_and_each_step_when_it_is_done()
    {
        string[] args = ["rollback", "2026-11-18T13:30:00+01:00", "acme/app", "--delete-newer"];
        ToolRun dry = await _quay.RunAsync([.. args, "--dry-run"]);
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                $"Undo: quaytags delete acme/app beta --expect {Digest('d')}{_quay.Server}",
                $"Undo: quaytags restore acme/app prod --to {Digest('c')} --expect {Digest('b')}{_quay.Server}",
                $"Undo: quaytags restore acme/app late --to {Digest('e')} --expect none{_quay.Server}",
            ],
            run.ErrorLines);
        Assert.Equal($"{Header}: 3 steps, 4 tags compared.", run.Lines[0]);
        Assert.Equal(
            [
                .. dry.Lines[1..^1],
                $"acme/app:beta: {Digest('d')}, never expires (before: does not exist)",
                $"acme/app:prod: {Digest('b')}, never expires (before: {Digest('c')}, never expires)",
                $"acme/app:late: deleted (before: {Digest('e')}, never expires)",
            ],
            run.Lines);
        Assert.Equal([Beta, Prod, Late], _quay.Writes);
    }

    [Fact]
    public async Task Option_tag_limits_the_rollback_to_matching_tags()
    {
        ToolRun run = await _quay.RunAsync("rollback", "acme/app", "5d", "--tag", "p*");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([Prod], _quay.Writes);
    }

    [Fact]
    public async Task Second_rollback_to_the_same_time_has_no_steps()
    {
        await _quay.RunAsync("rollback", "acme/app", "2026-11-18T12:30:00Z");
        ToolRun again = await _quay.RunAsync("rollback", "acme/app", "2026-11-18T12:30:00Z");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(
            [$"{Header}: 0 steps, 4 tags compared.", "skip acme/app:late: it was created later, and newer tags are kept."], again.Lines);
        Assert.Equal(2, _quay.Writes.Count());
    }

    [Fact]
    public async Task Json_of_a_dry_run_is_the_plan_without_results()
    {
        ToolRun dry = await _quay.RunAsync("rollback", "acme/app", "5d", "--tag", "prod*", "--delete-newer", "--dry-run", "--json");

        _quay.Quay.Requests.AssertNoWrites();
        Assert.Equal(0, dry.ExitCode);
        Assert.Empty(dry.Error);
        var expected = new JsonObject
        {
            ["command"] = "rollback",
            ["repository"] = "acme/app",
            ["dry_run"] = true,
            ["plan"] = new JsonObject
            {
                ["registry"] = _quay.Context().GetEnvironmentVariable("QUAY_URL"),
                ["repository"] = "acme/app",
                ["instant"] = "2026-11-18T12:30:00+00:00",
                ["created_at"] = "2026-11-23T12:30:00+00:00",
                ["pattern"] = "prod*",
                ["is_complete"] = true,
                ["compared_tags"] = 1,
                ["steps"] = new JsonArray(new JsonObject
                {
                    ["repository"] = "acme/app",
                    ["tag"] = "prod",
                    ["action"] = "move",
                    ["precondition"] = new JsonObject { ["digest"] = Digest('c'), ["newest_start"] = "2026-11-21T12:30:00+00:00" },
                    ["digest"] = Digest('b'),
                    ["is_manifest_available"] = true,
                    ["reason"] = "it pointed at that manifest from 2026-11-17 12:30:00Z to 2026-11-21 12:30:00Z, "
                        + "and has pointed at its present manifest since 2026-11-21 12:30:00Z.",
                }),
                ["skipped"] = new JsonArray(),
            },
            ["results"] = null,
        };
        Recording.AssertSame([expected], dry.JsonLines);
    }

    [Fact]
    public async Task Json_has_the_outcome_of_each_step()
    {
        JsonArray results = await ResultsAsync(0, "rollback", "acme/app", "5d", "--delete-newer");

        Assert.Equal(["beta", "prod", "late"], results.Select(result => (string?)result!["tag"]));
        Assert.Equal(["restore", "move", "delete"], results.Select(result => (string?)result!["action"]));
        Assert.All(results, result => Assert.Equal("changed", (string?)result!["outcome"]));
        Assert.Equal(
            ["repository", "tag", "action", "outcome", "before", "after", "other_entries", "undo"],
            results[1]!.AsObject().Select(property => property.Key));
        Assert.Equal([null, Digest('c'), Digest('e')], results.Select(result => (string?)result!["before"]?["manifest_digest"]));
        Assert.Equal([Digest('d'), Digest('b'), null], results.Select(result => (string?)result!["after"]?["manifest_digest"]));
    }

    [Theory]
    [InlineData("not_tried", "Not tried: acme/app:prod, acme/app:late. Pass --keep-going to continue after a failure.")]
    [InlineData("changed", null, "--keep-going")]
    public async Task Failed_step_stops_the_rollback_unless_keep_going_is_set(
        string outcomeOfOthers, string? note, params string[] options)
    {
        _quay.Quay.Faults.When(
            request => request.Target.EndsWith("/beta/restore", StringComparison.Ordinal),
            Fault.Status(403, """{"detail": "Unauthorized"}""", "application/json"));
        string[] args = ["rollback", "acme/app", "5d", "--delete-newer", .. options];

        ToolRun run = await _quay.RunAsync([.. args, "--json"]);

        Assert.Equal(1, run.ExitCode);
        JsonArray results = Assert.Single(run.JsonLines)!["results"]!.AsArray();
        Assert.Equal(["failed", outcomeOfOthers, outcomeOfOthers], results.Select(result => (string?)result!["outcome"]));
        Assert.Equal(["restore", "move", "delete"], results.Select(result => (string?)result!["action"]));
        Assert.Contains("Unauthorized", (string?)results[0]!["error"], StringComparison.Ordinal);
        Assert.Equal((string?)results[0]!["error"], run.ErrorLines[0]);
        Assert.Equal(note, run.ErrorLines.ElementAtOrDefault(1));
    }

    [Fact]
    public async Task Unknown_outcome_is_an_error()
    {
        // The response is lost, and the responses to all verifications, too.
        bool sent = false;
        _quay.Quay.Faults.When(request => sent |= request.Method == "POST", Fault.LostResponse);

        JsonArray results = await ResultsAsync(1, "rollback", "acme/app", "5d", "--tag", "prod");

        Assert.Equal("unknown", (string?)Assert.Single(results)!["outcome"]);
        Assert.Contains("the response was lost", (string?)results[0]!["error"], StringComparison.Ordinal);
        Assert.Equal([Prod], _quay.Writes);
    }

    [Fact]
    public async Task Tag_that_somebody_else_changed_at_the_same_time_is_an_error()
    {
        _quay.Quay.Changes.Before(request => request.Method == "POST", () => _quay.App.Move("prod", Digest('f')));

        ToolRun run = await _quay.RunAsync("rollback", "acme/app", "5d", "--tag", "prod");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "somebody else pointed the tag at sha256:ffffffffffff… (since 2026-11-23 12:30:00Z)",
            Assert.Single(run.ErrorLines),
            StringComparison.Ordinal);
        Assert.Equal(2, run.Lines.Length);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interrupted_rollback_finishes_its_step_and_lists_the_remaining_tags(bool json)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _quay.Quay.Changes.Before(request => request.Method == "POST", stop.Cancel);

        ToolRun run = await ToolRun.RunAsync(
            ["rollback", "acme/app", "5d", "--yes", .. json ? ["--json"] : Array.Empty<string>()], _quay.Context(), stop.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(
            "Not tried: acme/app:prod. To continue, run the same rollback to 2026-11-18T12:30:00Z, or the same --plan.",
            run.ErrorLines[^1]);
        Assert.Equal([Beta], _quay.Writes);
        if (json)
        {
            Assert.Equal(
                ["changed", "not_tried"],
                Assert.Single(run.JsonLines)!["results"]!.AsArray().Select(result => (string?)result!["outcome"]));
        }
        else
        {
            Assert.StartsWith("acme/app:beta: ", run.Lines[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rollback_interrupted_in_the_last_step_has_no_remaining_tags()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _quay.Quay.Changes.Before(request => request.Method == "POST", stop.Cancel);

        ToolRun run = await ToolRun.RunAsync(["rollback", "acme/app", "5d", "--tag", "prod", "--yes"], _quay.Context(), stop.Token);

        Assert.StartsWith("Undo: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith("acme/app:prod: ", run.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(130, run.ExitCode);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 1)]
    public async Task Closed_output_stops_a_rollback_and_is_an_error(int lines, int writes)
    {
        ToolContext context = _quay.Context() with { Output = new BrokenPipe(lines) };

        ToolRun run = await ToolRun.RunAsync(["rollback", "acme/app", "5d", "--yes"], context);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"The output was closed, so 'rollback' stopped. 'quaytags log acme/app{_quay.Server}' shows what was done.",
            run.ErrorLines[^1]);
        Assert.Equal(
            writes == 0 ? [] : [$"Undo: quaytags delete acme/app beta --expect {Digest('d')}{_quay.Server}"],
            run.ErrorLines.Where(line => line.StartsWith("Undo: ", StringComparison.Ordinal)));
        Assert.Equal(writes, _quay.Writes.Count());
    }

    [Fact]
    public async Task Unknown_repository_is_one_error_line_and_exit_code_1()
    {
        ToolRun run = await _quay.RunAsync("rollback", "acme/none", "5d");

        Assert.Contains("acme/none", run.AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_can_be_rolled_back()
    {
        ToolRun run = await ToolRun.RunAsync("rollback", "quayadmin/busybox", "2024-06-18T18:57:00Z", "--yes");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("quayadmin/busybox:test-two: sha256:0cd3dd6236e2", run.Lines[^1], StringComparison.Ordinal);
    }

    private async Task<JsonArray> ResultsAsync(int exitCode, params string[] args)
    {
        ToolRun run = await _quay.RunAsync([.. args, "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        JsonNode report = Assert.Single(run.JsonLines)!;
        Assert.False((bool?)report["dry_run"]);
        return report["results"]!.AsArray();
    }

    private sealed class BrokenPipe(int lines) : StringWriter
    {
        private int _left = lines;

        public override void WriteLine(string? value) => ThrowIfBroken();

        public override Task WriteLineAsync(string? value)
        {
            ThrowIfBroken();
            return Task.CompletedTask;
        }

        private void ThrowIfBroken()
        {
            if (_left-- == 0)
            {
                // EPIPE, as .NET reports it.
                throw new IOException("Broken pipe", 32);
            }
        }
    }
}
