using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace Samples.Tests;

public class CleanUpTests
{
    private readonly FakeRepository _app;
    private readonly FakeQuay _quay;

    public CleanUpTests() => _quay = Scene.Create(out _app);

    [Fact]
    public async Task Plan_alone_writes_nothing()
    {
        SampleProcess process = await RunAsync("acme/app", "pr-*", "30");

        Assert.Equal(0, process.ExitCode);
        _quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Yes_deletes_the_tags_of_the_plan_and_no_others()
    {
        SampleProcess process = await RunAsync("acme/app", "pr-*", "30", "--yes");

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(
            ["DELETE /api/v1/repository/acme/app/tag/pr-14"],
            _quay.Requests.Select(exchange => exchange.Request).Where(request => request.Method != "GET").Select(request => $"{request}"));
        Assert.Equal(["1.0", "nightly", "pr-15", "prod", "staging"], _app.Tags.Select(tag => tag.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_tags_older_than_the_days_are_deleted()
    {
        // The program uses the clock of Quay, if that is less than a day from its own.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(-60));
        var quay = new FakeQuay(clock) { Strict = true };
        FakeRepository app = quay.AddRepository("acme/app");
        app.Push("pr-1");
        clock.Advance(TimeSpan.FromDays(29));
        app.Push("pr-2");
        clock.Advance(TimeSpan.FromDays(2));
        app.Push("pr-3");
        clock.Advance(TimeSpan.FromDays(29));

        SampleProcess process = await SampleProcess.RunAsync("CleanUp", quay, ["acme/app", "pr-*", "30", "--yes"]);

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(["pr-3"], app.Tags.Select(tag => tag.Name));
    }

    [Fact]
    public async Task Tag_that_is_pushed_after_the_plan_was_created_is_not_deleted()
    {
        _quay.Changes.Before(
            request => request.Target.Contains("specificTag=pr-14", StringComparison.Ordinal),
            () => _app.AddEntry("pr-14", _app.AddManifest(Scene.NewDigest).Digest, TimeProvider.System.GetUtcNow()));

        SampleProcess process = await RunAsync("acme/app", "pr-*", "30", "--yes");

        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("acme/app: 1 step, 6 tags compared.", process.Output, StringComparison.Ordinal);
        _quay.Requests.AssertNoWrites();
        _quay.AssertNothingPending();
    }

    [Fact]
    public async Task Step_that_fails_keeps_no_other_from_running_and_the_exit_code_is_1()
    {
        _app.AddEntry("pr-13", _app.FindTag("1.0")!.Digest, _quay.TimeProvider.GetUtcNow().AddDays(-50));
        _quay.Faults.When(
            request => request.Method == "DELETE" && request.Target.EndsWith("pr-13", StringComparison.Ordinal), Fault.Status(400));

        SampleProcess process = await RunAsync("acme/app", "pr-*", "30", "--yes");

        string[] lines = process.Output.Split('\n');
        Assert.Equal(1, process.ExitCode);
        Assert.Single(lines, line => line.StartsWith("acme/app:pr-13: Failed: ", StringComparison.Ordinal));
        Assert.Single(lines, "acme/app:pr-14: Done");
        Assert.Equal("1 of 2 steps done, 1 failed, 0 not started", lines[^1]);
    }

    [Theory]
    [InlineData("Usage: CleanUp", "acme/app", "pr-*", "30", "--force")]
    [InlineData("Usage: CleanUp", "acme/app", "pr-*", "0")]
    public async Task Wrong_arguments_are_reported_before_any_request(string error, params string[] args)
    {
        SampleProcess process = await RunAsync(args);

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith(error, process.Error, StringComparison.Ordinal);
        Assert.Empty(_quay.Requests);
    }

    private Task<SampleProcess> RunAsync(params string[] args) => SampleProcess.RunAsync("CleanUp", _quay, args);
}
