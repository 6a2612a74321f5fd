using System.Text;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class PromoteTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public PromoteTests()
    {
        _quay.AddEntry("1.4.2", 'b', daysAgo: 2);
        _quay.AddEntry("prod", 'a', daysAgo: 9);
    }

    private static string Move => $$"""PUT {{Tags}}/prod {"manifest_digest":"{{Digest('b')}}"}""";

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("1.4.2")]
    [InlineData("sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task Promote_moves_a_tag_to_the_image_of_a_tag_or_to_a_digest(string from)
    {
        ToolRun run = await _quay.RunAsync("promote", "acme/app", from, "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [$"Undo: quaytags restore acme/app prod --to {Digest('a')} --expect {Digest('b')}{_quay.Server}"], run.ErrorLines);
        Assert.Equal([$"prod: {Digest('b')}, never expires (before: {Digest('a')}, never expires)"], run.Lines);
        Assert.Equal([Move], _quay.Writes);
        Assert.Equal(Digest('b'), _quay.App.FindTag("prod")!.Digest);
    }

    [Fact]
    public async Task Verbose_dry_run_prints_the_requests_that_the_real_run_sends()
    {
        ToolRun dry = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expires", "30d", "--dry-run", "--verbose");
        ToolRun brief = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expires", "30d", "--dry-run");

        Assert.Equal(0, dry.ExitCode);
        _quay.Quay.Requests.AssertNoWrites();
        string expiry = $$"""PUT {{Tags}}/prod {"expiration":{{ToolRun.Now.AddDays(30).ToUnixTimeSeconds()}}}""";
        Assert.Equal(
            [
                "Dry run: nothing is sent.",
                $"move prod to {Digest('b')}, expires 2026-12-23 12:30:00Z: "
                + $"it has pointed at {Digest('a')} since 2026-11-14 12:30:00Z, never expires",
                $"> {Move}",
                $"> {expiry}",
                "1 tag would be moved.",
            ],
            dry.Lines);
        Assert.Equal([.. dry.Lines[..2], dry.Lines[^1]], brief.Lines);

        await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expires", "30d");
        Assert.Equal([Move, expiry], _quay.Writes);
        Assert.Equal(ToolRun.Now.AddDays(30), _quay.App.FindTag("prod")!.End);
    }

    [Theory]
    [InlineData("acme/other:1.0")]
    [InlineData("docker://quay.io/acme/other:1.0")]
    public async Task Image_of_another_repository_is_wrong_usage(string from)
    {
        ToolRun run = await _quay.RunAsync("promote", "acme/app", from, "prod");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Quay's API cannot move a tag of acme/app to an image of acme/other.", run.Error, StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Dry_run_reports_that_no_request_is_needed()
    {
        ToolRun dry = await _quay.RunAsync("promote", "acme/app", "prod", "prod", "--dry-run");
        ToolRun forced = await _quay.RunAsync("promote", "acme/app", "prod", "prod", "--dry-run", "--force");
        ToolRun fresh = await _quay.RunAsync("promote", "acme/app", "prod", "new", "--dry-run");

        Assert.Equal(
            [
                "Dry run: nothing is sent.",
                $"keep prod: it needs no change, because it has pointed at {Digest('a')} since 2026-11-14 12:30:00Z, never expires",
                "0 tags would be changed, 1 needs no change.",
            ],
            dry.Lines);
        Assert.StartsWith($"move prod to {Digest('a')}, never expires", forced.Lines[1], StringComparison.Ordinal);
        Assert.Equal([$"create new at {Digest('a')}, never expires", "1 tag would be created."], fresh.Lines[1..]);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Dry_run_reports_that_Quay_would_reject_an_immutable_tag()
    {
        _quay.App.SetImmutable("prod");

        ToolRun dry = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--dry-run");
        _quay.Quay.Requests.AssertNoWrites();
        ToolRun real = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod");

        Assert.Equal("It is immutable, so Quay would reject the request.", dry.Lines[2]);
        Assert.Contains("immutable", real.AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_of_a_dry_run_has_the_requests_and_the_reason()
    {
        JsonNode tag = Assert.Single(await _quay.JsonAsync(0, "promote", "acme/app", "1.4.2", "prod", "--dry-run"))!;

        _quay.Quay.Requests.AssertNoWrites();
        Assert.Equal("would_change", (string?)tag["outcome"]);
        Assert.Equal(Digest('a'), (string?)tag["before"]!["manifest_digest"]);
        Assert.Null(tag["after"]);
        Assert.Equal(
            $$$"""[{"method":"PUT","path":"{{{Tags}}}/prod","body":{"manifest_digest":"{{{Digest('b')}}}"}}]""",
            tag["requests"]!.ToJsonString());
        Assert.Equal($"prod points at {Digest('a')}, never expires.", (string?)tag["reason"]);
    }

    [Fact]
    public async Task Json_has_the_entries_before_and_after()
    {
        JsonNode changed = Assert.Single(await _quay.JsonAsync(0, "promote", "acme/app", "1.4.2", "prod"))!;
        JsonNode unchanged = Assert.Single(await _quay.JsonAsync(0, "promote", "acme/app", "1.4.2", "prod"))!;

        Assert.Equal("prod", (string?)changed["tag"]);
        Assert.Equal("changed", (string?)changed["outcome"]);
        Assert.Equal(Digest('a'), (string?)changed["before"]!["manifest_digest"]);
        Assert.Equal(Digest('b'), (string?)changed["after"]!["manifest_digest"]);
        Assert.Empty(changed["other_entries"]!.AsArray());
        Assert.Equal("unchanged", (string?)unchanged["outcome"]);
        Assert.Single(_quay.Writes);
    }

    [Fact]
    public async Task Tag_is_not_moved_if_it_does_not_point_at_the_expected_digest()
    {
        ToolRun moved = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expect", Digest('c'));
        ToolRun none = await _quay.RunAsync("promote", "acme/app", "1.4.3", "prod");

        Assert.Contains($"but the precondition is that it points at {Digest('c')[..19]}", moved.AssertFailure(1), StringComparison.Ordinal);
        Assert.Contains("The tag acme/app:1.4.3 does not exist", none.AssertFailure(1), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();

        ToolRun expected = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expect", Digest('a'));
        Assert.Equal(0, expected.ExitCode);
    }

    [Fact]
    public async Task Message_about_a_digest_in_the_history_names_the_command_restore()
    {
        _quay.AddEntry("old", 'c', daysAgo: 9, endedDaysAgo: 3);

        ToolRun run = await _quay.RunAsync("promote", "acme/app", Digest('c'), "prod");

        string line = run.AssertFailure(1);
        Assert.Contains("'restore' can restore a manifest that is only in the history", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Async", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_response_is_no_error_if_the_history_shows_the_outcome()
    {
        _quay.Quay.Faults.When(request => request.Method == "PUT", Fault.LostResponse);

        ToolRun run = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Single(_quay.Writes);
    }

    [Fact]
    public async Task Unknown_outcome_is_an_error()
    {
        // The response is lost, and the responses to all verifications, too.
        bool sent = false;
        _quay.Quay.Faults.When(request => sent |= request.Method == "PUT", Fault.LostResponse);

        JsonNode tag = Assert.Single(await _quay.JsonAsync(1, "promote", "acme/app", "1.4.2", "prod"))!;

        Assert.Equal("unknown", (string?)tag["outcome"]);
        Assert.Contains("the response was lost", (string?)tag["error"], StringComparison.Ordinal);
        Assert.Single(_quay.Writes);
    }

    [Fact]
    public async Task Note_reports_entries_that_somebody_else_wrote()
    {
        _quay.AddEntry("other", 'c', daysAgo: 1);
        _quay.Quay.Changes.BeforeRequest(2, () => _quay.App.Move("prod", Digest('c')));

        ToolRun run = await _quay.RunAsync("promote", "acme/app", Digest('b'), "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "prod: this cannot be undone: somebody else changed the tag at the same time.",
                "Somebody else changed prod at the same time (1x). In Quay, the last write wins.",
            ],
            run.ErrorLines);
    }

    [Fact]
    public async Task Move_whose_expiry_fails_is_reported_with_its_undo()
    {
        void Reject() => _quay.Quay.Faults.When(
            request => request.Method == "PUT"
                && Encoding.UTF8.GetString(request.Body.Span).Contains("expiration", StringComparison.Ordinal),
            Fault.Status(403, "{}", "application/json"),
            times: 1);

        Reject();
        ToolRun run = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expires", "30d");
        Reject();
        JsonNode tag = Assert.Single(await _quay.JsonAsync(1, "promote", "acme/app", "1.4.2", "new", "--expires", "30d"))!;

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"prod: {Digest('b')}, never expires (before: {Digest('a')}, never expires)"], run.Lines);
        Assert.Contains(
            $"Undo: quaytags restore acme/app prod --to {Digest('a')} --expect {Digest('b')}{_quay.Server}", run.ErrorLines);
        Assert.Equal("changed", (string?)tag["outcome"]);
        Assert.Equal(Digest('b'), (string?)tag["after"]!["manifest_digest"]);
        Assert.Contains("setting its expiry failed", (string?)tag["error"], StringComparison.Ordinal);
        Assert.Equal(["delete", "acme/app", "new"], tag["undo"]![0]!.AsArray().Take(3).Select(argument => (string?)argument));
    }

    [Theory]
    [InlineData("promote staging prod", "'staging' is not the name of a repository")]
    [InlineData("expire acme/app prod none", "pass 'never'")]
    public async Task Wrong_argument_is_named(string command, string message) =>
        Assert.Contains(message, (await _quay.RunAsync(command.Split(' '))).AssertFailure(2), StringComparison.Ordinal);

    [Fact]
    public async Task Dry_run_of_a_move_that_Quay_would_reject_exits_with_1()
    {
        _quay.App.SetImmutable("prod");

        ToolRun run = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--dry-run");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("0 tags would be changed, 1 would be rejected.", run.Lines[^1]);
    }

    [Fact]
    public async Task Note_reports_an_expiration_that_a_label_of_the_image_set()
    {
        _quay.App.AddLabel(Digest('b'), "quay.expires-after", "2d");

        ToolRun run = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "prod expires at 2026-11-25 12:30:00Z, because a label of its image sets this time. "
            + $"To remove the expiry: quaytags expire acme/app prod never{_quay.Server}",
            run.ErrorLines[^1]);
    }
}
