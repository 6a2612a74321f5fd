using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests that the file of <c>rollback --undo</c> undoes a rollback.</summary>
public sealed class RollbackUndoTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public RollbackUndoTests()
    {
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 1);
        _quay.AddEntry("late", 'e', daysAgo: 3);
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'c', daysAgo: 2);
        _quay.AddEntry("same", 'f', daysAgo: 9);
    }

    private string Undo => Path.Combine(_folder, "undo.json");

    private string[] Rollback => ["rollback", "acme/app", "2026-11-18T12:30:00Z", "--delete-newer", "--undo", Undo];

    private (string Tag, string Digest)[] State =>
        [.. _quay.App.Tags.Select(tag => (tag.Name, tag.Digest)).OrderBy(tag => tag.Name, StringComparer.Ordinal)];

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _quay.DisposeAsync();
    }

    [Fact]
    public async Task Printed_command_restores_moves_and_deletes_the_tags_of_a_rollback()
    {
        (string, string)[] before = State;

        ToolRun run = await _quay.RunAsync(Rollback);
        Assert.NotEqual(before, State);
        ToolRun undo = await _quay.RunAsync(run.ErrorLines[^1].Split(' ')[2..]);

        Assert.Equal($"Undo: quaytags rollback --plan {Undo}{_quay.Server}", run.ErrorLines[^1]);
        Assert.Equal([0, 0], [run.ExitCode, undo.ExitCode]);
        Assert.DoesNotContain("9999", await File.ReadAllTextAsync(Undo, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, State);
    }

    [Fact]
    public async Task Printed_commands_restore_the_expiry_that_the_plan_cannot()
    {
        DateTimeOffset end = ToolRun.Now.AddDays(40);
        _quay.App.AddEntry("prod", Digest('c'), ToolRun.Now.AddDays(-1), end);

        ToolRun run = await _quay.RunAsync(Rollback);
        string[] undo = [.. run.ErrorLines.Select(line => line.Split(": quaytags ")[^1])];
        foreach (string command in undo)
        {
            Assert.Equal(0, (await _quay.RunAsync(command.Split(' '))).ExitCode);
        }

        Assert.Contains("The move removes its expiry, 2027-01-02 12:30:00Z.", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("Then restore the expiry of acme/app:prod: quaytags expire ", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(Digest('c'), _quay.App.FindTag("prod")!.Digest);
        Assert.Equal(end.ToUnixTimeSeconds(), _quay.App.FindTag("prod")!.End!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Rollback_of_many_tags_without_a_file_names_the_option_undo()
    {
        for (int i = 0; i < 21; i++)
        {
            _quay.AddEntry($"late-{i}", 'e', daysAgo: 3);
        }

        ToolRun run = await _quay.RunAsync(Rollback[..4]);

        Assert.Equal(["For more than 20 tags, only --json and --undo FILE record how to undo the changes."], run.ErrorLines);
    }

    [Fact]
    public async Task Undo_file_is_complete_before_the_first_write()
    {
        (string, string)[] before = State;
        string? first = null;
        _quay.Quay.Changes.Before(request => request.Method != "GET", () => first ??= File.ReadAllText(Undo));

        await _quay.RunAsync(Rollback);
        await File.WriteAllTextAsync(Undo, first, TestContext.Current.CancellationToken);

        Assert.Equal(0, (await _quay.RunAsync("rollback", "--plan", Undo)).ExitCode);
        Assert.Equal(before, State);
    }

    [Fact]
    public async Task Resumed_rollback_can_be_undone_with_the_same_file()
    {
        (string, string)[] before = State;
        _quay.Quay.Faults.When(
            request => request.Target.EndsWith("/prod/restore", StringComparison.Ordinal),
            Fault.Status(403, "{}", "application/json"),
            times: 1);
        string plan = Path.Combine(_folder, "plan.json");

        ToolRun first = await _quay.RunAsync([.. Rollback, "--save", plan]);
        ToolRun second = await _quay.RunAsync("rollback", "--plan", plan, "--undo", Undo);
        ToolRun undo = await _quay.RunAsync("rollback", "--plan", Undo);

        Assert.Equal([1, 0, 0], [first.ExitCode, second.ExitCode, undo.ExitCode]);
        Assert.Equal(before, State);
    }

    [Fact]
    public async Task Undo_file_of_another_rollback_is_wrong_usage()
    {
        Assert.Equal(0, (await _quay.RunAsync(Rollback)).ExitCode);
        int writes = _quay.Writes.Count();

        ToolRun other = await _quay.RunAsync("rollback", "acme/app", "1d", "--undo", Undo);

        Assert.Contains($"--undo {Undo}: this plan undoes another rollback.", other.AssertFailure(2), StringComparison.Ordinal);
        Assert.Equal(writes, _quay.Writes.Count());
    }

    [Fact]
    public async Task Undo_does_not_override_a_tag_that_somebody_wrote_after_the_rollback()
    {
        await _quay.RunAsync(Rollback);
        _quay.App.Move("prod", Digest('f'));

        ToolRun undo = await _quay.RunAsync("rollback", "--plan", Undo, "--keep-going");

        Assert.Equal(1, undo.ExitCode);
        Assert.Contains("acme/app:prod points at " + Digest('f')[..19], undo.Error, StringComparison.Ordinal);
        Assert.Equal(Digest('f'), _quay.App.FindTag("prod")!.Digest);
    }

    [Fact]
    public async Task Verbose_dry_run_prints_the_requests_that_the_rollback_sends()
    {
        ToolRun dry = await _quay.RunAsync([.. Rollback[..4], "--dry-run", "--verbose"]);
        await _quay.RunAsync(Rollback);

        Assert.Equal(
            _quay.Writes.Order(),
            dry.Lines.Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..]).Order());
    }

    [Fact]
    public async Task Json_has_the_commands_that_undo_each_step()
    {
        (string, string)[] before = State;
        ToolRun run = await _quay.RunAsync([.. Rollback[..4], "--json"]);

        foreach (JsonNode? command in run.JsonLines[0]!["results"]!.AsArray().SelectMany(result => result!["undo"]!.AsArray()))
        {
            Assert.Equal(0, (await _quay.RunAsync([.. command!.AsArray().Select(argument => (string)argument!)])).ExitCode);
        }

        Assert.Equal(before, State);
    }
}
