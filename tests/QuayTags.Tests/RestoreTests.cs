using System.Text.Json.Nodes;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class RestoreTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public RestoreTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'c', daysAgo: 2);
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 1);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData('a', "--to", "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData('b', "--previous")]
    [InlineData('a', "--as-of", "8d")]
    [InlineData('b', "--as-of", "2026-11-19T00:00:00+01:00")]
    public async Task Restore_sends_the_request_that_the_dry_run_printed(char hex, params string[] what)
    {
        string[] args = ["restore", "acme/app", "prod", .. what];
        string request = $$"""POST {{Tags}}/prod/restore {"manifest_digest":"{{Digest(hex)}}"}""";

        ToolRun dry = await _quay.RunAsync([.. args, "--dry-run", "--verbose"]);
        _quay.Quay.Requests.AssertNoWrites();
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal(
            [
                "Dry run: nothing is sent.",
                $"restore prod to {Digest(hex)}, never expires: "
                + $"it has pointed at {Digest('c')} since 2026-11-21 12:30:00Z, never expires",
                $"> {request}",
                "1 tag would be restored.",
            ],
            dry.Lines);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal([$"prod: {Digest(hex)}, never expires (before: {Digest('c')}, never expires)"], run.Lines);
        Assert.Equal([request], _quay.Writes);
    }

    [Fact]
    public async Task Json_of_a_restored_deleted_tag_has_no_entry_before()
    {
        JsonNode tag = Assert.Single(await _quay.JsonAsync(0, "restore", "acme/app", "beta", "--previous"))!;

        Assert.Equal("changed", (string?)tag["outcome"]);
        Assert.Null(tag["before"]);
        Assert.Equal(Digest('d'), (string?)tag["after"]!["manifest_digest"]);
        Assert.Equal(Digest('d'), _quay.App.FindTag("beta")!.Digest);
    }

    [Fact]
    public async Task No_request_is_sent_if_the_tag_already_points_at_the_manifest()
    {
        ToolRun dry = await _quay.RunAsync("restore", "acme/app", "prod", "--to", Digest('c'), "--dry-run");
        ToolRun run = await _quay.RunAsync("restore", "acme/app", "prod", "--as-of", "1d");

        Assert.Equal(
            $"keep prod: it needs no change, because it has pointed at {Digest('c')} since 2026-11-21 12:30:00Z, never expires",
            dry.Lines[1]);
        Assert.Equal([$"prod: unchanged, {Digest('c')}, never expires"], run.Lines);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Restore_fails_if_the_history_does_not_have_the_manifest()
    {
        ToolRun before = await _quay.RunAsync("restore", "acme/app", "prod", "--as-of", "2020-01-01T00:00:00Z");
        ToolRun never = await _quay.RunAsync("restore", "acme/app", "none", "--previous", "--dry-run");
        _quay.Quay.Requests.AssertNoWrites();
        ToolRun digest = await _quay.RunAsync("restore", "acme/app", "prod", "--to", Digest('e'));

        Assert.Contains(
            "The state of acme/app:prod at 2020-01-01 00:00:00Z is unknown", before.AssertFailure(1), StringComparison.Ordinal);
        Assert.Contains("has no other manifest to restore", Assert.Single(never.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("does not store", digest.AssertFailure(1), StringComparison.Ordinal);
    }
}
