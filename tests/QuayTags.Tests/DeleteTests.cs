using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class DeleteTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public DeleteTests()
    {
        _quay.AddEntry("one", 'a', daysAgo: 3);
        _quay.AddEntry("two", 'b', daysAgo: 2);
        _quay.AddEntry("beta", 'c', daysAgo: 9, endedDaysAgo: 1);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Delete_prints_one_line_per_tag()
    {
        ToolRun run = await _quay.RunAsync("delete", "acme/app", "one", "beta", "two");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                $"Undo: quaytags restore acme/app one --to {Digest('a')} --expect none{_quay.Server}",
                $"Undo: quaytags restore acme/app two --to {Digest('b')} --expect none{_quay.Server}",
            ],
            run.ErrorLines);
        Assert.Equal(
            [
                $"one: deleted (before: {Digest('a')}, never expires)",
                "beta: unchanged, does not exist",
                $"two: deleted (before: {Digest('b')}, never expires)",
            ],
            run.Lines);
        Assert.Equal([$"DELETE {Tags}/one", $"DELETE {Tags}/two"], _quay.Writes);
    }

    [Fact]
    public async Task Dry_run_shows_each_tag_and_the_totals()
    {
        ToolRun dry = await _quay.RunAsync("delete", "acme/app", "one", "beta", "two", "--dry-run");

        _quay.Quay.Requests.AssertNoWrites();
        Assert.Equal(0, dry.ExitCode);
        Assert.Equal(
            [
                "Dry run: nothing is sent.",
                $"delete one: it has pointed at {Digest('a')} since 2026-11-20 12:30:00Z, never expires",
                "keep beta: it needs no change, because it does not exist",
                $"delete two: it has pointed at {Digest('b')} since 2026-11-21 12:30:00Z, never expires",
                "2 tags would be deleted, 1 needs no change.",
            ],
            dry.Lines);
    }

    [Fact]
    public async Task Delete_stops_after_a_failure_and_lists_the_remaining_tags()
    {
        ToolRun run = await _quay.RunAsync("delete", "acme/app", "one", "none", "two");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("one: deleted", Assert.Single(run.Lines), StringComparison.Ordinal);
        Assert.Contains("The tag acme/app:none does not exist", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.Equal("Not tried: two. Pass --keep-going to continue after a failure.", run.ErrorLines[2]);
        Assert.Equal([$"DELETE {Tags}/one"], _quay.Writes);
    }

    [Fact]
    public async Task Keep_going_continues_after_a_failure_and_exits_with_1()
    {
        ToolRun run = await _quay.RunAsync("delete", "acme/app", "none", "one", "two", "--keep-going");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Lines.Length);
        Assert.Single(run.ErrorLines, line => !line.StartsWith("Undo: ", StringComparison.Ordinal));
        Assert.Equal([$"DELETE {Tags}/one", $"DELETE {Tags}/two"], _quay.Writes);
    }

    [Theory]
    [InlineData("not_tried")]
    [InlineData("changed", "--keep-going")]
    public async Task Json_lists_every_tag(string last, params string[] options)
    {
        JsonArray tags = await _quay.JsonAsync(1, ["delete", "acme/app", "one", "none", "two", .. options]);

        Assert.Equal(["one", "none", "two"], tags.Select(tag => (string?)tag!["tag"]));
        Assert.Equal(["changed", "failed", last], tags.Select(tag => (string?)tag!["outcome"]));
    }

    [Fact]
    public async Task Tag_is_not_deleted_if_it_does_not_point_at_the_expected_digest()
    {
        ToolRun other = await _quay.RunAsync("delete", "acme/app", "one", "--expect", Digest('b'));
        _quay.Quay.Requests.AssertNoWrites();
        ToolRun same = await _quay.RunAsync("delete", "acme/app", "one", "--expect", Digest('a'));

        Assert.Contains("but the precondition is that it points at", other.AssertFailure(1), StringComparison.Ordinal);
        Assert.Equal(0, same.ExitCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interrupted_delete_reports_an_unknown_outcome(bool json)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _quay.Quay.Faults.When(request => request.Target.EndsWith("/two", StringComparison.Ordinal) && Stop(stop), Fault.Stall);

        ToolRun run = await ToolRun.RunAsync(
            ["delete", "acme/app", "one", "two", "--yes", .. json ? ["--json"] : Array.Empty<string>()], _quay.Context(), stop.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(
            "acme/app:two: interrupted before the response, so it is unknown whether the write was applied. "
            + $"'quaytags history acme/app --tag two{_quay.Server}' shows it.",
            run.ErrorLines[^1]);
        string line = Assert.Single(run.Lines);
        Assert.Contains(json ? "\"unknown\"" : "one: deleted", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_output_stops_a_delete_and_is_an_error()
    {
        ToolContext context = _quay.Context() with { Output = new BrokenPipe() };

        ToolRun run = await ToolRun.RunAsync(["delete", "acme/app", "one", "two", "--yes"], context);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                $"one: deleted (before: {Digest('a')}, never expires)",
                $"Undo: quaytags restore acme/app one --to {Digest('a')} --expect none{_quay.Server}",
                "Not tried: two. To continue, run the same command again.",
                $"The output was closed, so 'delete' stopped. 'quaytags history acme/app{_quay.Server}' shows what was done.",
            ],
            run.ErrorLines);
        Assert.Equal([$"DELETE {Tags}/one"], _quay.Writes);
    }

    [Fact]
    public async Task Output_without_space_for_the_json_keeps_the_undo()
    {
        ToolContext context = _quay.Context() with { Output = new BrokenPipe() };

        ToolRun run = await ToolRun.RunAsync(["delete", "acme/app", "one", "--json", "--yes"], context);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("one: deleted", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("Undo: quaytags restore acme/app one ", run.ErrorLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_delete_names_the_tags_that_were_not_tried()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _quay.Quay.Changes.Before(request => request.Method == "DELETE", stop.Cancel);

        ToolRun run = await ToolRun.RunAsync(["delete", "acme/app", "one", "two", "--yes"], _quay.Context(), stop.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("Not tried: two. To continue, run the same command again.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Tag_that_is_named_twice_is_deleted_once()
    {
        ToolRun run = await _quay.RunAsync("delete", "acme/app", "one", "one", "--dry-run");

        Assert.Equal("1 tag would be deleted.", run.Lines[^1]);
    }

    [Fact]
    public async Task Pattern_is_wrong_usage_and_names_prune()
    {
        ToolRun run = await _quay.RunAsync("delete", "acme/app", "o*");

        Assert.Equal(
            "'delete' takes names of tags, not patterns. To delete the tags of a pattern: quaytags prune … --tag 'o*' --dry-run",
            run.AssertFailure(2));
    }

    private static bool Stop(CancellationTokenSource stop)
    {
        stop.Cancel();
        return true;
    }

    private sealed class BrokenPipe : StringWriter
    {
        // EPIPE, as .NET reports it.
        public override void WriteLine(string? value) => throw new IOException("Broken pipe", 32);
    }
}
