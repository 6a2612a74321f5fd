using Quay.Client;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests that each exit code has the meaning that the manual documents.</summary>
public sealed class ExitCodeTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ExitCodeTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6);
        _quay.AddEntry("same", 'f', daysAgo: 9);
        _quay.AddEntry("late", 'e', daysAgo: 3);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData(1, "diff", "acme/app", "7d", "1d")]
    [InlineData(1, "diff", "acme/app", "7d", "1d", "--json")]
    [InlineData(0, "diff", "acme/app", "2d", "1d")]
    [InlineData(0, "diff", "acme/app", "acme/app")]
    [InlineData(3, "diff", "acme/app", "20d", "1d", "--tag", "same")]
    [InlineData(128, "diff", "acme/none", "2d", "1d")]
    [InlineData(128, "diff", "acme/app", "acme/none", "--json")]
    [InlineData(2, "diff", "acme/app", "2d")]
    [InlineData(0, "at", "acme/app", "1d")]
    [InlineData(0, "at", "acme/app", "1d", "--tag", "none")]
    [InlineData(3, "at", "acme/app", "20d")]
    [InlineData(3, "at", "acme/app", "20d", "--tag", "prod", "--json")]
    [InlineData(128, "at", "acme/none", "1d")]
    [InlineData(2, "at", "acme/app")]
    public async Task Option_exit_code_reports_the_result_in_the_exit_code(int exitCode, params string[] args)
    {
        ToolRun run = await _quay.RunAsync([.. args, "--exit-code"]);
        ToolRun without = await _quay.RunAsync(args);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode switch { 2 => 2, 128 => 1, _ => 0 }, without.ExitCode);
        Assert.Equal((without.Output, without.Error), (run.Output, run.Error));
    }

    [Fact]
    public async Task Difference_exits_with_1_even_if_something_else_is_unknown()
    {
        _quay.App.AddEntry("gone", Digest('0'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-20));

        ToolRun run = await _quay.RunAsync("diff", "acme/app", "7d", "1d", "--exit-code");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("? gone: ", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_output_does_not_exit_with_0_when_something_differs()
    {
        ToolContext context = _quay.Context() with { Output = new BrokenPipe() };

        ToolRun run = await ToolRun.RunAsync(["diff", "acme/app", "7d", "1d", "--exit-code", "--json"], context);

        Assert.Equal(128, run.ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rollback_that_skips_an_immutable_tag_exits_with_3(bool json)
    {
        _quay.App.SetImmutable("prod");
        string[] args = ["rollback", "acme/app", "7d", .. json ? ["--json"] : Array.Empty<string>()];

        ToolRun dry = await _quay.RunAsync([.. args, "--dry-run"]);
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal([3, 3], [dry.ExitCode, run.ExitCode]);
        Assert.Equal(["1 tag was skipped and may differ from the requested time."], run.ErrorLines);
        _quay.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Rollback_that_skips_an_unknown_tag_exits_with_3()
    {
        _quay.App.AddEntry("gone", Digest('0'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-20));
        _quay.App.AddEntry("lost", Digest('1'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-20));

        ToolRun run = await _quay.RunAsync("rollback", "acme/app", "7d");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal("2 tags were skipped and may differ from the requested time.", run.ErrorLines[^1]);
        Assert.StartsWith("acme/app:prod: ", run.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_to_a_time_before_the_window_exits_with_3()
    {
        ToolRun run = await _quay.RunAsync("rollback", "acme/app", "20d", "--tag", "none*");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("Tags may be missing from the plan", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    public static TheoryData<Exception, int?, int?> Exceptions() => new()
    {
        { new UsageException("invalid"), 2, 2 },
        { new ArgumentException("invalid"), 2, 2 },
        { new QuayException("failed"), 1, 128 },
        { new IOException("no space left"), 1, 128 },
        { new UnauthorizedAccessException("denied"), 1, 128 },
        { new IOException("Broken pipe", 32), 0, 128 },
        { new OperationCanceledException(), null, null },
        { new InvalidOperationException("a bug"), null, null },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Exception_maps_to_an_exit_code_and_a_bug_to_none(Exception exception, int? exitCode, int? withOption)
    {
        Assert.Equal(exitCode, ExitCode.Of(exception, reportsResult: false, isInterrupted: false));
        Assert.Equal(withOption, ExitCode.Of(exception, reportsResult: true, isInterrupted: false));
    }

    [Fact]
    public void Cancellation_maps_to_130_only_if_the_user_interrupted_the_command()
    {
        Assert.Equal(130, ExitCode.Of(new TaskCanceledException(), reportsResult: true, isInterrupted: true));
        Assert.Null(ExitCode.Of(new TaskCanceledException(), reportsResult: false, isInterrupted: false));
    }

    [Theory]
    [InlineData("7d")]
    [InlineData("7d", "--delete-newer")]
    public async Task Complete_rollback_exits_with_0(params string[] options)
    {
        ToolRun run = await _quay.RunAsync(["rollback", "acme/app", .. options]);

        Assert.Equal(0, run.ExitCode);
        Assert.All(run.ErrorLines, line => Assert.StartsWith("Undo: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Executing_a_saved_plan_that_skips_tags_exits_with_3()
    {
        _quay.App.SetImmutable("prod");
        string file = Path.GetTempFileName();
        await _quay.RunAsync("rollback", "acme/app", "7d", "--dry-run", "--save", file);

        ToolRun run = await _quay.RunAsync("rollback", "--plan", file);

        File.Delete(file);
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public async Task Failed_rollback_step_exits_with_1_even_if_tags_are_skipped()
    {
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 1);
        _quay.App.SetImmutable("prod");
        _quay.Quay.Faults.When(
            request => request.Method == "POST", Fault.Status(403, """{"detail": "Unauthorized"}""", "application/json"));

        ToolRun run = await _quay.RunAsync("rollback", "acme/app", "7d");

        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData(0, "delete", "acme/app", "late", "prod", "--keep-going")]
    [InlineData(1, "delete", "acme/app", "none", "prod", "--keep-going")]
    [InlineData(1, "restore", "acme/app", "prod", "--as-of", "20d")]
    [InlineData(0, "restore", "acme/app", "prod", "--as-of", "1d")]
    [InlineData(1, "promote", "acme/app", "none", "prod")]
    [InlineData(0, "promote", "acme/app", "prod", "prod")]
    public async Task Writes_exit_with_0_if_all_succeed_and_with_1_otherwise(int exitCode, params string[] args)
    {
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal(exitCode, run.ExitCode);
    }

    private sealed class BrokenPipe : StringWriter
    {
        // EPIPE, as .NET reports it.
        public override void WriteLine(string? value) => throw new IOException("Broken pipe", 32);
    }
}
