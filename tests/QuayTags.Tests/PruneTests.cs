using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class PruneTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public PruneTests()
    {
        _quay.AddEntry("latest", 'a', daysAgo: 90);
        _quay.AddEntry("pr-1", 'b', daysAgo: 90);
        _quay.AddEntry("pr-2", 'c', daysAgo: 40);
        _quay.AddEntry("pr-3", 'd', daysAgo: 3);
    }

    private static string[] Args => ["prune", "acme/app", "--tag", "pr-*", "--older-than", "30d"];

    private string Undo => Path.Combine(_folder, "undo.json");

    private IEnumerable<string> Left => _quay.App.Tags.Select(tag => tag.Name).Order();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _quay.DisposeAsync();
    }

    [Fact]
    public async Task Dry_run_prints_the_plan_and_sends_no_write()
    {
        ToolRun run = await _quay.RunAsync([.. Args, "--protect", "pr-2", "--dry-run"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(
            [
                "Dry run: nothing is sent.",
                "acme/app: 1 step, 4 tags compared.",
                "Delete the tags that match 'pr-*' and are at least 30 days old. Keep those that are younger "
                + "than 1 day, match 'pr-2' or share a manifest with such a tag or are part of a kept manifest list.",
                $"delete acme/app:pr-1, which points at {Digest('b')}: it matches 'pr-*' and dates from "
                + "2026-08-25 12:30:00Z.",
                "Kept: 1 protected, 1 not selected, 1 too young.",
            ],
            run.Lines[..^2]);
        Assert.Matches("^1 image loses its last tag: 1[.][0-9] KiB[.]$", run.Lines[^2]);
        Assert.Equal("1 tag would be deleted, 3 are kept.", run.Lines[^1]);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Tags_are_deleted_and_one_command_restores_them()
    {
        ToolRun run = await _quay.RunAsync([.. Args, "--yes", "--undo", Undo]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([$"Undo: quaytags rollback --plan {Undo}{_quay.Server}"], run.ErrorLines);
        Assert.Equal(
            [
                $"acme/app:pr-1: deleted (before: {Digest('b')}, never expires)",
                $"acme/app:pr-2: deleted (before: {Digest('c')}, never expires)",
            ],
            run.Lines[^2..]);
        Assert.Equal(["latest", "pr-3"], Left);

        Assert.Equal(0, (await _quay.RunAsync("rollback", "--plan", Undo)).ExitCode);
        Assert.Equal(["latest", "pr-1", "pr-2", "pr-3"], Left);
    }

    [Fact]
    public async Task Undo_file_is_written_before_the_first_deletion()
    {
        bool existed = false;
        _quay.Quay.Changes.Before(request => request.Method == "DELETE", () => existed = File.Exists(Undo));

        await _quay.RunAsync([.. Args, "--yes", "--undo", Undo]);

        Assert.True(existed);
    }

    [Theory]
    [InlineData("--undo and --dry-run cannot be combined", "--dry-run")]
    [InlineData("--undo needs its own file", "--save")]
    public async Task Undo_cannot_be_combined_with_a_dry_run_or_the_file_of_another_option(string error, string option)
    {
        string[] options = option == "--save" ? [option, Undo] : [option];

        ToolRun run = await _quay.RunAsync([.. Args, "--yes", "--undo", Undo, .. options]);

        Assert.Contains(error, run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
        Assert.False(File.Exists(Undo));
    }

    [Fact]
    public async Task Undo_of_a_policy_that_sets_expiries_states_that_it_records_none()
    {
        string policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(policy, """{"tags": ["pr-*"], "expire_after": "7d"}""", TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("prune", "acme/app", "--policy", policy, "--yes", "--undo", Undo);

        Assert.Contains("--undo does not record expiries, only deletions.", run.ErrorLines);
        Assert.False(File.Exists(Undo));
    }

    [Fact]
    public async Task Nothing_is_deleted_if_the_undo_file_cannot_be_written()
    {
        ToolRun run = await _quay.RunAsync([.. Args, "--yes", "--undo", Path.Combine(Undo, "nowhere")]);

        Assert.Equal(1, run.ExitCode);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Second_run_extends_the_undo_file_of_an_interrupted_one()
    {
        string[] args = [.. Args, "--yes", "--undo", Undo];
        _quay.Quay.Faults.When(
            request => request.Method == "DELETE" && request.Target.EndsWith("/pr-2", StringComparison.Ordinal),
            Fault.Status(403, "{}", "application/json"),
            times: 1);
        ToolRun first = await _quay.RunAsync(args);
        ToolRun second = await _quay.RunAsync(args);
        Assert.Equal([1, 0], [first.ExitCode, second.ExitCode]);
        Assert.Equal(["latest", "pr-3"], Left);

        // A run that finds nothing to delete keeps the file.
        string saved = await File.ReadAllTextAsync(Undo, TestContext.Current.CancellationToken);
        ToolRun third = await _quay.RunAsync(args);
        Assert.Equal(0, third.ExitCode);
        Assert.Empty(third.Error);
        Assert.Equal(saved, await File.ReadAllTextAsync(Undo, TestContext.Current.CancellationToken));
        Assert.Equal([Undo], Directory.GetFiles(_folder));

        Assert.Equal(0, (await _quay.RunAsync("rollback", "--plan", Undo)).ExitCode);
        Assert.Equal(["latest", "pr-1", "pr-2", "pr-3"], Left);
    }

    [Fact]
    public async Task Tag_that_was_pushed_again_is_restored_to_what_the_last_run_deleted()
    {
        string[] args = [.. Args, "--yes", "--undo", Undo];
        await _quay.RunAsync(args);
        _quay.AddEntry("pr-1", 'd', daysAgo: 31);
        Assert.Equal(0, (await _quay.RunAsync(args)).ExitCode);

        Assert.Equal(0, (await _quay.RunAsync("rollback", "--plan", Undo)).ExitCode);
        Assert.Equal(["latest", "pr-1", "pr-2", "pr-3"], Left);
        Assert.Equal(Digest('d'), _quay.App.FindTag("pr-1")!.Digest);
    }

    [Theory]
    [InlineData("does more than restore tags", "prune", "acme/app", "--tag", "pr-*", "--older-than", "30d", "--dry-run", "--save")]
    [InlineData("does more than restore tags", "rollback", "acme/app", "5d", "--dry-run", "--save")]
    [InlineData("this plan is for http", "prune", "acme/web", "--tag", "pr-*", "--older-than", "30d", "--yes", "--undo")]
    [InlineData("this plan is for http", "prune", "acme", "--tag", "pr-*", "--older-than", "30d", "--yes", "--undo")]
    public async Task Undo_file_with_another_plan_is_wrong_usage(string message, params string[] args)
    {
        FakeRepository web = _quay.Quay.AddRepository("acme/web").Grant("admin", FakeRole.Admin);
        web.AddEntry("pr-1", Digest('1'), ToolRun.Now.AddDays(-90));
        web.AddEntry("latest", Digest('2'), ToolRun.Now.AddDays(-90));
        Assert.Equal(0, (await _quay.RunAsync([.. args, Undo])).ExitCode);
        _quay.Quay.Requests.Clear();

        ToolRun run = await _quay.RunAsync([.. Args, "--yes", "--undo", Undo]);

        Assert.Contains(message, run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Saved_plan_is_executed_and_resumed()
    {
        string plan = Path.Combine(_folder, "plan.json");
        _quay.Quay.Faults.When(
            request => request.Method == "DELETE" && request.Target.EndsWith("/pr-2", StringComparison.Ordinal),
            Fault.Status(403, "{}", "application/json"),
            times: 1);

        ToolRun dry = await _quay.RunAsync([.. Args, "--dry-run", "--save", plan]);
        ToolRun first = await _quay.RunAsync("prune", "--plan", plan, "--yes");
        ToolRun second = await _quay.RunAsync("prune", "--plan", plan, "--yes");

        Assert.Equal([0, 1, 0], [dry.ExitCode, first.ExitCode, second.ExitCode]);
        Assert.Equal(
            $"The plan was saved to {plan}. To execute or resume it: quaytags prune --plan {plan}{_quay.Server}",
            Assert.Single(dry.ErrorLines));
        Assert.StartsWith("acme/app:pr-1: unchanged", second.Lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("acme/app:pr-2: deleted", second.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Namespace_is_pruned_with_a_policy_file()
    {
        string policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(
            policy, """{"tags_regex": "pr-.*", "keep_newest": 1}""", TestContext.Current.CancellationToken);
        FakeRepository web = _quay.Quay.AddRepository("acme/web").Grant("admin", FakeRole.Admin);
        web.AddEntry("pr-1", Digest('1'), ToolRun.Now.AddDays(-9));
        web.AddEntry("pr-2", Digest('2'), ToolRun.Now.AddDays(-8));

        ToolRun run = await _quay.RunAsync("prune", "acme", "--policy", policy, "--yes", "--json");

        Assert.Equal(0, run.ExitCode);
        JsonNode report = Assert.Single(run.JsonLines)!;
        Assert.Equal(["command", "namespace", "dry_run", "plan", "results"], report.AsObject().Select(property => property.Key));
        Assert.Equal(
            ["acme/app:pr-1 changed", "acme/app:pr-2 changed", "acme/web:pr-1 changed"],
            report["results"]!.AsArray().Select(result => $"{result!["repository"]}:{result["tag"]} {result["outcome"]}"));
        Assert.Equal(["pr-2"], web.Tags.Select(tag => tag.Name));
    }

    [Theory]
    [InlineData("{", "policy.json: this is not a policy")]
    [InlineData("""{"older_than": "30 days"}""", "is not a duration")]
    [InlineData("{}", "The policy would select every tag")]
    public async Task File_without_a_policy_is_wrong_usage(string text, string message)
    {
        string policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(policy, text, TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("prune", "acme", "--policy", policy, "--yes");

        Assert.Contains(message, run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Theory]
    [InlineData("--verbose")]
    [InlineData("--wide")]
    public async Task Kept_tags_are_listed_with_their_reasons(string option)
    {
        ToolRun run = await _quay.RunAsync([.. Args, "--protect", "pr-2", "--dry-run", option]);

        Assert.Equal(
            [
                "keep acme/app:latest: its name does not match the policy.",
                "keep acme/app:pr-2: it matches 'pr-2', which the policy protects.",
                "keep acme/app:pr-3: it dates from 2026-11-20 12:30:00Z, less than 30 days ago.",
            ],
            run.Lines.Where(line => line.StartsWith("keep ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Policy_that_selects_every_unprotected_tag_is_an_error()
    {
        ToolRun run = await _quay.RunAsync("prune", "acme/app", "--older-than", "2d", "--protect", "latest", "--yes");

        Assert.Contains("set allow_deleting_all in the policy", run.AssertFailure(1), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Size_is_a_minimum_if_a_size_is_unknown()
    {
        string list = _quay.App.AddManifestList(Digest('a')).Digest;
        _quay.App.AddEntry("pr-multi", list, ToolRun.Now.AddDays(-90));

        ToolRun run = await _quay.RunAsync([.. Args, "--dry-run"]);

        Assert.Matches("^3 images lose their last tag: at least [0-9.]+ KiB[.]$", run.Lines[^2]);
    }
}
