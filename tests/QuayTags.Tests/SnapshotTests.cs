using System.Text.Json.Nodes;
using Quay.Client.History;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class SnapshotTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public SnapshotTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6);
        AddRepository("lib", 'c');
        _quay.Quay.AddRepository("acme/empty").Grant("admin", FakeRole.Admin);
    }

    private string CheckpointPath => Path.Combine(_folder, "scan.json");

    private IEnumerable<string> Requested => _quay.Quay.Requests
        .Select(exchange => exchange.Request.Target.Split('?')[0])
        .Where(path => path.EndsWith("/tag/", StringComparison.Ordinal))
        .Select(path => path.Split('/')[^3]);

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _quay.DisposeAsync();
    }

    [Fact]
    public async Task Snapshot_of_a_namespace_has_a_line_for_each_tag()
    {
        ToolRun run = await _quay.RunAsync("snapshot", "acme");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "REPOSITORY  TAG   DIGEST           SIZE  SINCE (UTC)          UNTIL (UTC)",
                "acme/app    prod  bbbbbbbbbbbb  1.8 KiB  2026-11-17 12:30:00  now",
                "acme/lib    v1    cccccccccccc  1.3 KiB  2026-11-21 12:30:00  2026-12-23 12:30:00, expires",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal(["2 tags in 3 repositories at 2026-11-23 12:30:00Z, 0 unknown."], run.ErrorLines);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/app")]
    public async Task Json_is_an_object_per_tag_with_the_repository_and_the_properties_of_Quay(string target)
    {
        ToolRun run = await _quay.RunAsync("snapshot", target, "--tag", "p*", "--at", "7d", "--json");
        ToolRun history = await _quay.RunAsync("history", "acme/app", "--json");
        JsonObject expected = history.JsonLines[1]!.DeepClone().AsObject();
        expected["repository"] = "acme/app";
        expected["status"] = "present";
        Assert.Equal(0, run.ExitCode);
        Recording.AssertSame([expected], run.JsonLines);
        Assert.Equal(Digest('a'), (string?)run.JsonLines[0]!["manifest_digest"]);
        Assert.Equal("repository", run.JsonLines[0]!.AsObject().First().Key);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/app")]
    public async Task Unknown_tags_and_a_short_history_exit_with_3(string target)
    {
        _quay.App.AddEntry("gone", Digest('0'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-20));
        ToolRun unknown = await _quay.RunAsync("snapshot", target, "--at", "7d");
        ToolRun late = await _quay.RunAsync("snapshot", target, "--at", "20d");
        Assert.Equal([3, 3], [unknown.ExitCode, late.ExitCode]);
        Assert.StartsWith("? acme/app:gone: ", unknown.ErrorLines[0], StringComparison.Ordinal);
        Assert.EndsWith(" at 2026-11-16 12:30:00Z, 1 unknown.", unknown.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains(
            "? acme/app: the history is complete from 2026-11-09 12:30:00Z on, so tags may be missing.", late.ErrorLines);
    }

    [Fact]
    public async Task Repository_that_cannot_be_read_is_reported_and_the_others_are_shown()
    {
        _quay.Quay.Faults.When(IsTagsOf("app"), Fault.Status(400, "{}", "application/json"));
        ToolRun run = await _quay.RunAsync("snapshot", "acme");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("acme/lib ", Assert.Single(run.Lines[1..]), StringComparison.Ordinal);
        Assert.StartsWith("! acme/app was not read: GET http", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("1 tag in 2 repositories, 1 missing at 2026-11-23 12:30:00Z, 0 unknown.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Skipped_and_vanished_repositories_exit_with_3()
    {
        _quay.Quay.Faults.When(IsTagsOf("app"), Fault.Status(403, """{"error_type": "insufficient_scope"}""", "application/json"));
        _quay.Quay.Changes.Before(IsTagsOf("app"), () => _quay.Quay.DeleteRepository("acme/empty"));
        ToolRun run = await _quay.RunAsync("snapshot", "acme");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(run.ErrorLines, line => line.StartsWith("! acme/app was skipped: ", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("! acme/empty vanished: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--csv")]
    public async Task Programs_get_an_item_for_each_repository_that_was_not_read(string format)
    {
        _quay.Quay.Faults.When(IsTagsOf("app"), Fault.Status(403, """{"error_type": "insufficient_scope"}""", "application/json"));
        _quay.Quay.Faults.When(IsTagsOf("lib"), Fault.Status(400, "{}", "application/json"));
        _quay.Quay.Changes.Before(IsTagsOf("app"), () => _quay.Quay.DeleteRepository("acme/empty"));

        ToolRun run = await _quay.RunAsync("snapshot", "acme", format);

        (string?, string?, bool)[] missing = format == "--json"
            ? [.. run.JsonLines.Select(item => ((string?)item!["repository"], (string?)item["status"], item["reason"] is not null))]
            : [.. CsvText.Read(run.Output).Select(item => (item["repository"], item["status"], item["reason"].Length > 0))!];
        Assert.Superset(new HashSet<(string?, string?, bool)>
        {
            ("acme/app", "skipped", true), ("acme/empty", "vanished", true), ("acme/lib", "failed", true),
        }, missing.ToHashSet());
        Assert.Equal(missing.Length, run.ErrorLines.Length);
    }

    [Fact]
    public async Task Namespace_without_visible_repositories_exits_with_3()
    {
        ToolRun run = await _quay.RunAsync("snapshot", "acne");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("No repository of acne is visible. Check the name and the token.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Rejected_token_is_an_error_and_the_same_command_continues_with_another_token()
    {
        _quay.Quay.Changes.Before(IsTagsOf("lib"), () => _quay.Quay.FindToken(_quay.Quay.Token)!.IsRevoked = true);
        ToolRun run = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath, "--json");
        string[] shown = [.. run.JsonLines.Select(tag => (string)tag!["repository"]!)];
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("acme/lib", shown);
        Assert.Equal(
            $"The scan is incomplete. To continue it, run the same command with --checkpoint {CheckpointPath}.", run.ErrorLines[0]);
        Assert.Contains("401", run.ErrorLines[1], StringComparison.Ordinal);

        _quay.Quay.FindToken(_quay.Quay.Token)!.IsRevoked = false;
        int before = Requested.Count();
        ToolRun next = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath, "--json");
        Assert.Equal(0, next.ExitCode);
        Assert.Equal(["acme/app", "acme/lib"], [.. shown, .. next.JsonLines.Select(tag => (string)tag!["repository"]!)]);
        Assert.StartsWith("Continuing a scan of acme on ", next.ErrorLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(Requested.Skip(before), name => shown.Contains($"acme/{name}"));
        Assert.Equal([CheckpointPath], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Interrupted_scan_saves_its_checkpoint()
    {
        using var stop = new CancellationTokenSource();
        _quay.Quay.Changes.Before(IsTagsOf("lib"), stop.Cancel);
        ToolRun run = await ToolRun.RunAsync(["snapshot", "acme", "--checkpoint", CheckpointPath], _quay.Context(), stop.Token);
        Assert.Equal(130, run.ExitCode);
        Assert.False((await CheckpointAsync()).IsComplete);
        ToolRun next = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath);
        Assert.Equal(0, next.ExitCode);
        Assert.Equal(
            ["acme/app", "acme/lib"],
            run.Lines.Concat(next.Lines).Select(line => line.Split(' ')[0]).Where(name => name != "REPOSITORY").Distinct());
    }

    [Fact]
    public async Task Interrupted_scan_of_a_relative_time_continues_with_the_same_instant()
    {
        string[] args = ["snapshot", "acme", "--at", "1d", "--checkpoint", CheckpointPath];
        using var stop = new CancellationTokenSource();
        _quay.Quay.Changes.Before(IsTagsOf("lib"), stop.Cancel);
        Assert.Equal(130, (await ToolRun.RunAsync(args, _quay.Context(), stop.Token)).ExitCode);

        ToolContext later = _quay.Context();
        later.ClientOptions.TimeProvider = new LaterClock();
        ToolRun next = await ToolRun.RunAsync(args, later);

        Assert.Equal(0, next.ExitCode);
        Assert.EndsWith(" at 2026-11-22 12:30:00Z, 0 unknown.", next.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_that_fails_before_its_list_is_read_keeps_the_earlier_checkpoint()
    {
        await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath);
        string saved = await File.ReadAllTextAsync(CheckpointPath, TestContext.Current.CancellationToken);
        _quay.Quay.FindToken(_quay.Quay.Token)!.IsRevoked = true;

        ToolRun run = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath);

        Assert.Contains("the token is", run.AssertFailure(1), StringComparison.Ordinal);
        Assert.Equal(saved, await File.ReadAllTextAsync(CheckpointPath, TestContext.Current.CancellationToken));
        Assert.Equal([CheckpointPath], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Output_that_cannot_be_written_does_not_count_as_finished(bool isBuffered)
    {
        await ToolRun.RunAsync(
            ["snapshot", "acme", "--checkpoint", CheckpointPath], _quay.Context() with { Output = new BrokenPipe(isBuffered) });
        ToolRun next = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath, "--changed");
        Assert.Equal(3, next.Lines.Length);
    }

    [Fact]
    public async Task Finished_checkpoint_starts_a_new_scan_or_with_changed_reads_only_what_was_pushed()
    {
        ToolRun first = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath);
        ToolRun second = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath);
        _quay.AddEntry("late", 'd', daysAgo: 1);
        ToolRun changed = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath, "--changed");
        Assert.Equal([0, 0, 0], [first.ExitCode, second.ExitCode, changed.ExitCode]);
        Assert.Equal(first.Lines, second.Lines);
        Assert.Equal(["late", "prod"], changed.Lines[1..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Equal("2 tags in 1 repository, 2 unchanged at 2026-11-23 12:30:00Z, 0 unknown.", changed.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("", "is not a checkpoint of this command")]
    [InlineData("null", "is not a checkpoint of this command")]
    [InlineData("{}", "is not a checkpoint of this command")]
    public async Task File_without_a_checkpoint_is_wrong_usage(string text, string message)
    {
        await File.WriteAllTextAsync(CheckpointPath, text, TestContext.Current.CancellationToken);
        ToolRun run = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath);
        Assert.Contains(message, run.AssertFailure(2), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Checkpoint_of_another_scan_is_wrong_usage_and_keeps_the_file()
    {
        await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath);
        string saved = await File.ReadAllTextAsync(CheckpointPath, TestContext.Current.CancellationToken);
        _quay.Quay.Requests.Clear();
        ToolRun run = await _quay.RunAsync("snapshot", "acme", "--checkpoint", CheckpointPath, "--changed", "--at", "1d");
        Assert.StartsWith("The checkpoint belongs to ", run.AssertFailure(2), StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", run.Error, StringComparison.Ordinal);
        Assert.Equal(saved, await File.ReadAllTextAsync(CheckpointPath, TestContext.Current.CancellationToken));
        _quay.Quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task File_that_cannot_be_written_is_an_error_before_any_request()
    {
        ToolRun run = await _quay.RunAsync("snapshot", "acme", "--checkpoint", Path.Combine(_folder, "none", "scan.json"));
        Assert.Contains("scan.json", run.AssertFailure(1), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Progress_is_shown_on_a_terminal_and_cleared()
    {
        ToolRun run = await ToolRun.RunAsync(["snapshot", "acme"], SlowQuay.Terminal(_quay.Context(), _quay.Quay));

        Assert.Matches("\r[0-3] of 3( or more)? repositories, 0 failed, 0 skipped…", run.Error);
        Assert.EndsWith(
            $"\r2 tags in 3 repositories at 2026-11-23 12:30:00Z, 0 unknown.{Environment.NewLine}", run.Error, StringComparison.Ordinal);
    }

    private static Func<FakeRequest, bool> IsTagsOf(string name) =>
        request => request.Target.Contains($"/acme/{name}/tag/", StringComparison.Ordinal);

    private void AddRepository(string name, char digest) => _quay.Quay.AddRepository($"acme/{name}")
        .Grant("admin", FakeRole.Admin)
        .AddEntry("v1", Digest(digest), ToolRun.Now.AddDays(-2), ToolRun.Now.AddDays(30));

    private async Task<ScanCheckpoint> CheckpointAsync() =>
        ScanCheckpoint.Parse(await File.ReadAllTextAsync(CheckpointPath, TestContext.Current.CancellationToken));

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => ToolRun.Now.AddMinutes(5);
    }

    private sealed class BrokenPipe(bool isBuffered) : StringWriter
    {
        // EPIPE, as .NET reports it.
        public override void WriteLine(string? value)
        {
            if (!isBuffered)
            {
                Flush();
            }
        }

        public override void Flush() => throw new IOException("Broken pipe", 32);
    }
}
