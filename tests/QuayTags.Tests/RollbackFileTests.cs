using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests plans that are saved and executed later.</summary>
public sealed class RollbackFileTests : IAsyncDisposable
{
    private const string HeadOfPlan = """
        {"registry": "https://quay.example/", "repository": "acme/app", "instant": "2026-11-18T12:30:00Z",
         "created_at": "2026-11-18T12:30:00Z", "is_complete": true, "compared_tags": 1
        """;

    private readonly WriteFixture _quay = new();
    private readonly string _file = Path.GetTempFileName();

    public RollbackFileTests()
    {
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 1);
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'b', daysAgo: 2);
        _quay.AddEntry("other", 'c', daysAgo: 9);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_file);
        return _quay.DisposeAsync();
    }

    [Fact]
    public async Task Saved_plan_is_executed()
    {
        ToolRun dry = await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);
        ToolRun shown = await _quay.RunAsync("rollback", "--plan", _file, "--dry-run");
        _quay.Quay.Requests.AssertNoWrites();
        ToolRun run = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Equal(
            $"The plan was saved to {_file}. To execute or resume it: quaytags rollback --plan {_file}{_quay.Server}",
            Assert.Single(dry.ErrorLines));
        Assert.Equal(dry.Lines, shown.Lines);
        Assert.Equal("The execution verifies that the tags are still as the plan expects.", Assert.Single(shown.ErrorLines));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(dry.Lines[1..^1], run.Lines[..3]);
        Assert.Equal(["acme/app:beta: ", "acme/app:prod: "], run.Lines[3..].Select(line => line[..15]));
        Assert.Equal(2, _quay.Writes.Count());
    }

    [Fact]
    public async Task Saved_plan_can_be_resumed()
    {
        _quay.Quay.Faults.When(
            request => request.Target.EndsWith("/prod/restore", StringComparison.Ordinal),
            Fault.Status(403, "{}", "application/json"),
            times: 1);

        ToolRun first = await _quay.RunAsync("rollback", "acme/app", "5d", "--save", _file);
        ToolRun second = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Equal([1, 0], [first.ExitCode, second.ExitCode]);
        Assert.Equal($"acme/app:beta: unchanged, {Digest('d')}, never expires", second.Lines[3]);
        Assert.Equal($"acme/app:prod: {Digest('a')}, never expires (before: {Digest('b')}, never expires)", second.Lines[4]);
        Assert.Equal(["beta", "prod", "prod"], _quay.Writes.Select(write => write.Split('/')[^2]));
    }

    [Theory]
    [InlineData("acme/other", "the step for acme/other:")]
    [InlineData("acme/app", "the plan has two steps for acme/app:prod")]
    public async Task Edited_plan_is_checked_before_the_question(string repository, string message)
    {
        await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);
        JsonNode plan = (await FileAsync())!;
        plan["steps"]![0]!["repository"] = repository;
        plan["steps"]![0]!["tag"] = "prod";
        await File.WriteAllTextAsync(_file, plan.ToJsonString(), TestContext.Current.CancellationToken);
        ToolContext terminal = _quay.Context() with { InputIsTerminal = true, OutputIsTerminal = true, Input = new StringReader("y\n") };

        ToolRun run = await ToolRun.RunAsync(["rollback", "--plan", _file], terminal);

        Assert.Contains(message, run.AssertFailure(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_of_a_rollback_is_not_pruned()
    {
        await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);

        ToolRun run = await _quay.RunAsync("prune", "--plan", _file);

        Assert.Contains("use rollback --plan", run.AssertFailure(2), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Saved_plan_never_replaces_a_file()
    {
        await File.WriteAllTextAsync(_file, "mine", TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);

        Assert.Contains($"--save {_file}: the file exists", run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task File_beside_the_plan_is_kept_and_messages_have_the_name_of_the_plan()
    {
        await File.WriteAllTextAsync(_file + ".new", "mine", TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);
        string kept = await File.ReadAllTextAsync(_file + ".new", TestContext.Current.CancellationToken);
        File.Delete(_file + ".new");
        ToolRun nowhere = await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file + ".none/plan.json");

        Assert.Equal((0, "mine"), (run.ExitCode, kept));
        Assert.Contains($"'{_file}.none/plan.json'", nowhere.AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_that_changed_after_the_plan_was_saved_is_an_error()
    {
        await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);
        _quay.App.Move("prod", Digest('c'));

        ToolRun run = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("acme/app:prod points at " + Digest('c')[..19], run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains("The tag was changed or expired after the plan was created", run.Error, StringComparison.Ordinal);
        Assert.Single(_quay.Writes);
    }

    [Fact]
    public async Task Steps_that_were_removed_from_the_file_are_not_executed()
    {
        await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);
        JsonNode plan = (await FileAsync())!;
        plan["steps"]!.AsArray().RemoveAt(0);
        await File.WriteAllTextAsync(_file, plan.ToJsonString(), TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("prod", Assert.Single(_quay.Writes).Split('/')[^2]);
    }

    [Theory]
    [InlineData("--tag", "prod")]
    [InlineData("--policy", "{\"tags\": [\"prod\"], \"expire_after\": \"7d\"}")]
    public async Task Plan_that_prunes_is_wrong_usage(string option, string value)
    {
        string policy = _file + ".policy";
        if (option == "--policy")
        {
            await File.WriteAllTextAsync(policy, value, TestContext.Current.CancellationToken);
            value = policy;
        }

        Assert.Equal(0, (await _quay.RunAsync("prune", "acme/app", option, value, "--dry-run", "--save", _file)).ExitCode);
        File.Delete(policy);
        _quay.Quay.Requests.Clear();

        ToolRun run = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Contains("use prune --plan", run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Skipped_tags_of_a_plan_without_a_time_are_not_reported_as_different()
    {
        Assert.Equal(0, (await _quay.RunAsync("prune", "acme/app", "--tag", "prod", "--dry-run", "--save", _file)).ExitCode);
        JsonNode plan = (await FileAsync())!;
        Assert.NotEmpty(plan["skipped"]!.AsArray());
        plan["steps"]!.AsArray().Clear();
        await File.WriteAllTextAsync(_file, plan.ToJsonString(), TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("", "is not a plan")]
    [InlineData("null", "is not a plan")]
    [InlineData("{}", "is not a plan")]
    [InlineData(HeadOfPlan + """, "steps": null, "skipped": []}""", "is not a plan")]
    [InlineData(HeadOfPlan + """, "steps": [null], "skipped": []}""", "is not a plan")]
    public async Task File_without_a_plan_is_wrong_usage(string text, string message)
    {
        await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Contains(message, run.AssertFailure(2), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertRequests();
    }

    [Theory]
    [InlineData("{\n  \"registry\": nonsense", "it is null or not JSON (line 2, column 16)")]
    [InlineData(
        """{"registry": "https://quay.example/", "steps": 7}""",
        "at $.steps (line 1, column 49), a property is missing, unknown, null or of the wrong type")]
    [InlineData("""{"more": 7}""", "at $.more (line 1, column 9), a property is missing, unknown, null or of the wrong type")]
    public async Task Error_about_a_plan_contains_no_advice_for_programmers(string text, string message)
    {
        await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

        string line = (await _quay.RunAsync("rollback", "--plan", _file)).AssertFailure(2);

        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.DoesNotContain("Quay.Client", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry", "https://elsewhere.example/", "The plan was created for https://elsewhere.example/")]
    [InlineData("repository", "acme", "at $.repository")]
    public async Task Plan_of_another_registry_or_repository_is_wrong_usage(string name, string value, string message)
    {
        await _quay.RunAsync("rollback", "acme/app", "5d", "--dry-run", "--save", _file);
        JsonNode plan = (await FileAsync())!;
        plan[name] = value;
        await File.WriteAllTextAsync(_file, plan.ToJsonString(), TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("rollback", "--plan", _file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.ErrorLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", run.Error, StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Unreadable_or_unwritable_file_is_one_error_line_and_sends_no_write()
    {
        string nowhere = Path.Combine(_file, "plan.json");

        ToolRun read = await _quay.RunAsync("rollback", "--plan", nowhere);
        ToolRun written = await _quay.RunAsync("rollback", "acme/app", "5d", "--save", nowhere);

        Assert.All([read, written], run => Assert.Contains(nowhere, run.AssertFailure(1), StringComparison.Ordinal));
        _quay.Quay.Requests.AssertNoWrites();
    }

    private async Task<JsonNode?> FileAsync() => JsonNode.Parse(await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken));
}
