using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests that the clock is read once per command line, so that a duration of zero means now.</summary>
public sealed class OneClockTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public OneClockTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("at", "acme/app", "0d")]
    [InlineData("at", "acme/app", "0s", "--tag", "prod")]
    [InlineData("diff", "acme/app", "0h", "0m")]
    [InlineData("diff", "acme/app", "acme/app", "--at", "0w")]
    [InlineData("restore", "acme/app", "prod", "--as-of", "0d")]
    [InlineData("rollback", "acme/app", "0d")]
    [InlineData("timeline", "acme/app", "--svg", "-", "--from", "1d", "--to", "0d")]
    public async Task Duration_of_zero_is_now(params string[] args)
    {
        ToolRun run = await ToolRun.RunAsync(Confirmed(args), Ticking());

        Assert.Equal((0, ""), (run.ExitCode, run.Error.Contains("in the future", StringComparison.Ordinal) ? run.Error : ""));
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Equivalent_spellings_of_a_time_are_equal()
    {
        ToolRun run = await ToolRun.RunAsync(["timeline", "acme/app", "--svg", "-", "--from", "1d", "--to", "24h"], Ticking());

        Assert.Contains("--from must be before --to", run.AssertFailure(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expiry_at_the_current_time_is_rejected()
    {
        ToolRun run = await ToolRun.RunAsync(["expire", "acme/app", "prod", "0d"], Ticking());

        Assert.StartsWith("'0d' is not in the future. It is now 2026-11-23 12:30:0", run.AssertFailure(2), StringComparison.Ordinal);
    }

    private ToolContext Ticking()
    {
        ToolContext context = _quay.Context();
        context.ClientOptions.TimeProvider = new TickingClock();
        return context;
    }

    /// <summary>Represents a clock that advances with each reading.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long _readings;

        public override DateTimeOffset GetUtcNow() => ToolRun.Now.AddMilliseconds(Interlocked.Increment(ref _readings));
    }
}
