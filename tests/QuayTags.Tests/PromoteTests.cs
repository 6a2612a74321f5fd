using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class PromoteTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public PromoteTests()
    {
        _quay.Row("1.4.2", 'b', daysAgo: 2);
        _quay.Row("prod", 'a', daysAgo: 9);
    }

    private static string Move => $$"""PUT {{Tags}}/prod {"manifest_digest":"{{Digest('b')}}"}""";

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("1.4.2")]
    [InlineData("sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task A_tag_is_moved_to_what_a_tag_points_at_or_to_a_digest(string from)
    {
        Sample run = await _quay.RunAsync("promote", "acme/app", from, "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal([$"prod: {Digest('b')}, never expires (before: {Digest('a')}, never expires)"], run.Lines);
        Assert.Equal([Move], _quay.Writes);
        Assert.Equal(Digest('b'), _quay.App.FindTag("prod")!.Digest);
    }

    [Fact]
    public async Task A_dry_run_tells_the_request_that_the_real_run_sends_and_sends_none()
    {
        Sample dry = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expires", "30d", "--dry-run");

        Assert.Equal(0, dry.ExitCode);
        _quay.Quay.Requests.AssertNoWrites();
        string expiry = $$"""PUT {{Tags}}/prod {"expiration":{{Sample.Now.AddDays(30).ToUnixTimeSeconds()}}}""";
        Assert.Equal([$"{Move}: prod points at {Digest('a')}, never expires.", $"then {expiry}"], dry.Lines);

        await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expires", "30d");
        Assert.Equal([Move, expiry], _quay.Writes);
        Assert.Equal(Sample.Now.AddDays(30), _quay.App.FindTag("prod")!.End);
    }

    [Fact]
    public async Task A_dry_run_says_why_nothing_would_be_sent()
    {
        Sample dry = await _quay.RunAsync("promote", "acme/app", "prod", "prod", "--dry-run");
        Sample forced = await _quay.RunAsync("promote", "acme/app", "prod", "prod", "--dry-run", "--force");
        Sample fresh = await _quay.RunAsync("promote", "acme/app", "prod", "new", "--dry-run");

        Assert.Equal([$"Nothing would be sent: prod points at {Digest('a')}, never expires."], dry.Lines);
        Assert.StartsWith("PUT ", Assert.Single(forced.Lines), StringComparison.Ordinal);
        Assert.EndsWith(": new is not there.", Assert.Single(fresh.Lines), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task A_dry_run_says_that_an_immutable_tag_would_be_refused_and_the_real_run_is()
    {
        _quay.App.SetImmutable("prod");

        Sample dry = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--dry-run");
        _quay.Quay.Requests.AssertNoWrites();
        Sample real = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod");

        Assert.EndsWith("It is immutable, so Quay would refuse.", Assert.Single(dry.Lines), StringComparison.Ordinal);
        Assert.Contains("immutable", real.Failure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_as_json_has_the_requests_and_the_reason()
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
    public async Task Json_has_quays_rows_before_and_after()
    {
        JsonNode changed = Assert.Single(await _quay.JsonAsync(0, "promote", "acme/app", "1.4.2", "prod"))!;
        JsonNode unchanged = Assert.Single(await _quay.JsonAsync(0, "promote", "acme/app", "1.4.2", "prod"))!;

        Assert.Equal("prod", (string?)changed["tag"]);
        Assert.Equal("changed", (string?)changed["outcome"]);
        Assert.Equal(Digest('a'), (string?)changed["before"]!["manifest_digest"]);
        Assert.Equal(Digest('b'), (string?)changed["after"]!["manifest_digest"]);
        Assert.Empty(changed["other_rows"]!.AsArray());
        Assert.Equal("unchanged", (string?)unchanged["outcome"]);
        Assert.Single(_quay.Writes);
    }

    [Fact]
    public async Task What_is_not_as_expected_is_refused_and_nothing_is_sent()
    {
        Sample moved = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expect", Digest('c'));
        Sample none = await _quay.RunAsync("promote", "acme/app", "1.4.3", "prod");

        Assert.Contains($"but the precondition is that it points at {Digest('c')[..19]}", moved.Failure(1), StringComparison.Ordinal);
        Assert.Contains("The tag acme/app:1.4.3 does not exist", none.Failure(1), StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();

        Sample expected = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod", "--expect", Digest('a'));
        Assert.Equal(0, expected.ExitCode);
    }

    [Fact]
    public async Task A_digest_that_only_the_history_has_is_refused_in_the_words_of_the_program()
    {
        _quay.Row("old", 'c', daysAgo: 9, endedDaysAgo: 3);

        Sample run = await _quay.RunAsync("promote", "acme/app", Digest('c'), "prod");

        string line = run.Failure(1);
        Assert.Contains("'restore' can restore a manifest that is only in the history", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Async", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_no_error_when_the_history_tells()
    {
        _quay.Quay.Faults.When(request => request.Method == "PUT", Fault.LostResponse);

        Sample run = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Single(_quay.Writes);
    }

    [Fact]
    public async Task An_unknown_outcome_is_an_error_and_says_so()
    {
        // The answer is lost, and each look afterwards too.
        bool sent = false;
        _quay.Quay.Faults.When(request => sent |= request.Method == "PUT", Fault.LostResponse);

        JsonNode tag = Assert.Single(await _quay.JsonAsync(1, "promote", "acme/app", "1.4.2", "prod"))!;

        Assert.Equal("unknown", (string?)tag["outcome"]);
        Assert.Contains("the response was lost", (string?)tag["error"], StringComparison.Ordinal);
        Assert.Single(_quay.Writes);
    }

    [Fact]
    public async Task What_somebody_else_wrote_meanwhile_is_told()
    {
        _quay.Row("other", 'c', daysAgo: 1);
        _quay.Quay.Changes.BeforeRequest(2, () => _quay.App.Move("prod", Digest('c')));

        Sample run = await _quay.RunAsync("promote", "acme/app", Digest('b'), "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Somebody else wrote to prod meanwhile (1x); Quay lets the last one win.", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task An_expiry_that_the_label_of_the_image_set_is_told()
    {
        _quay.App.AddLabel(Digest('b'), "quay.expires-after", "2d");

        Sample run = await _quay.RunAsync("promote", "acme/app", "1.4.2", "prod");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "prod expires at 2026-11-25 12:30:00Z, which the label of its image asks for",
            Assert.Single(run.ErrorLines),
            StringComparison.Ordinal);
    }
}
