using System.Text.Json.Nodes;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class ExpireTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ExpireTests() => _quay.AddEntry("pr-17", 'a', daysAgo: 0);

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("30d", "2026-12-23T12:30:00Z")]
    [InlineData("12h", "2026-11-24T00:30:00Z")]
    [InlineData("2w", "2026-12-07T12:30:00Z")]
    [InlineData("90m", "2026-11-23T14:00:00Z")]
    [InlineData("2027-01-31T12:00:00+02:00", "2027-01-31T10:00:00Z")]
    [InlineData("2027-01-31T12:00:00.5Z", "2027-01-31T12:00:00Z")]
    [InlineData("2027-01-31T12:00Z", "2027-01-31T12:00:00Z")]
    public async Task Expire_accepts_a_time_or_a_duration_from_now(string time, string expected)
    {
        ToolRun run = await _quay.RunAsync("expire", "acme/app", "pr-17", time);

        DateTimeOffset end = DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal([$"pr-17: {Digest('a')}, expires {end:u} (before: {Digest('a')}, never expires)"], run.Lines);
        Assert.Equal([$$"""PUT {{Tags}}/pr-17 {"expiration":{{end.ToUnixTimeSeconds()}}}"""], _quay.Writes);
        Assert.Equal(end, _quay.App.FindTag("pr-17")!.End);
    }

    [Fact]
    public async Task Never_removes_the_expiration_once()
    {
        _quay.App.Expire("pr-17", ToolRun.Now.AddDays(3));

        ToolRun dry = await _quay.RunAsync("expire", "acme/app", "pr-17", "never", "--dry-run");
        _quay.Quay.Requests.AssertNoWrites();
        ToolRun run = await _quay.RunAsync("expire", "acme/app", "pr-17", "never");
        ToolRun again = await _quay.RunAsync("expire", "acme/app", "pr-17", "never");

        string clear = $$"""PUT {{Tags}}/pr-17 {"expiration":null}""";
        Assert.Equal(
            $"expire pr-17 never instead of at 2026-11-26 12:30:00Z: it has pointed at {Digest('a')} since 2026-11-23 12:30:00Z",
            dry.Lines[1]);
        Assert.Equal("1 tag would get another expiry.", dry.Lines[2]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal([$"pr-17: unchanged, {Digest('a')}, never expires"], again.Lines);
        Assert.Equal([clear], _quay.Writes);
    }

    [Fact]
    public async Task Time_that_Quay_would_adjust_needs_accept_adjusted()
    {
        ToolRun dry = await _quay.RunAsync("expire", "acme/app", "pr-17", "5m", "--dry-run");
        ToolRun real = await _quay.RunAsync("expire", "acme/app", "pr-17", "5m");
        ToolRun accepted = await _quay.RunAsync("expire", "acme/app", "pr-17", "5m", "--accept-adjusted", "--dry-run");
        _quay.Quay.Requests.AssertNoWrites();

        Assert.Equal(1, dry.ExitCode);
        Assert.Contains("from 2026-11-23 13:30:00Z to 2028-11-20 12:30:00Z", Assert.Single(dry.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["Dry run: nothing is sent.", "0 tags would be changed, 1 would fail."], dry.Lines);
        Assert.Contains("--accept-adjusted", real.AssertFailure(1), StringComparison.Ordinal);
        Assert.Equal("Quay would adjust 2026-11-23 12:35:00Z to 2026-11-23 13:30:00Z.", accepted.Lines[2]);

        JsonNode tag = Assert.Single(await _quay.JsonAsync(0, "expire", "acme/app", "pr-17", "5m", "--accept-adjusted"))!;
        Assert.Equal("changed", (string?)tag["outcome"]);
        Assert.Equal(ToolRun.Now.AddHours(1).ToUnixTimeSeconds(), (long?)tag["after"]!["end_ts"]);
    }

    [Fact]
    public async Task Message_about_a_tag_that_would_expire_at_once_names_promote_force()
    {
        _quay.AddEntry("old", 'b', daysAgo: 800);

        ToolRun run = await _quay.RunAsync("expire", "acme/app", "old", "30d", "--accept-adjusted");

        Assert.Contains(
            "the tag would expire at once. Nothing was sent. First move the tag to its current digest with 'promote --force', which",
            run.AssertFailure(1),
            StringComparison.Ordinal);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Json_reports_a_rejected_write()
    {
        JsonNode tag = Assert.Single(await _quay.JsonAsync(1, "expire", "acme/app", "none", "30d"))!;

        Assert.Equal("failed", (string?)tag["outcome"]);
        Assert.Contains("The tag acme/app:none does not exist", (string?)tag["error"], StringComparison.Ordinal);
    }
}
