using System.Net;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Verifies the execution of a plan that deletes <c>a-new</c>, restores <c>gone</c> and moves <c>moved</c>.
/// </summary>
public sealed class PlanExecutionTests : IDisposable
{
    private readonly TagFixture _fixture = new();
    private readonly DateTimeOffset _then;

    public PlanExecutionTests()
    {
        _fixture.Push("gone");
        _fixture.Push("moved");
        _then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.App.DeleteTag("gone");
        _fixture.Push("moved");
        _fixture.Push("a-new");
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Deletions_run_last_and_results_keep_the_order_of_the_steps()
    {
        TagPlan plan = await PlanAsync();
        plan = plan.WithSteps(plan.Steps.Reverse());
        var reported = new List<string>();

        PlanResult result = await _fixture.History.ExecuteAsync(
            plan, new PlanExecutionOptions(), new DelegateProgress(step => reported.Add(step.Step.Tag.ToString())));

        Assert.Equal(["a-new", "moved", "gone"], plan.Steps.Select(step => step.Tag));
        Assert.Equal(plan.Steps.Select(step => (step, PlanStepStatus.Done)), result.Steps.Select(step => (step.Step, step.Status)));
        Assert.True(result.IsComplete);
        Assert.Equal(["moved", "gone", "a-new"], reported);
        Assert.StartsWith("DELETE", _fixture.Writes[^1], StringComparison.Ordinal);
        Assert.Equal(3, _fixture.Writes.Count);
    }

    [Theory]
    [InlineData(false, new[] { PlanStepStatus.Failed, PlanStepStatus.NotStarted, PlanStepStatus.NotStarted })]
    [InlineData(true, new[] { PlanStepStatus.Failed, PlanStepStatus.Done, PlanStepStatus.Done })]
    public async Task No_step_starts_after_a_failed_step_unless_ContinueOnError_is_set(bool continueOnError, PlanStepStatus[] expected)
    {
        TagPlan plan = await PlanAsync();
        string foreign = _fixture.Push("gone");

        PlanResult result =
            await _fixture.History.ExecuteAsync(plan, new PlanExecutionOptions { ContinueOnError = continueOnError });

        Assert.Equal(expected, result.Steps.Select(step => step.Status));
        Assert.Equal(foreign, _fixture.DigestOf("gone"));
        Assert.Contains(foreign[..19], Assert.IsType<QuayConflictException>(result.Steps[0].Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_that_was_pushed_and_deleted_after_planning_is_not_restored()
    {
        TagPlan plan = await PlanAsync();
        _fixture.Push("gone");
        _fixture.App.DeleteTag("gone");

        PlanResult result = await _fixture.History.ExecuteAsync(plan);

        Assert.IsType<QuayConflictException>(result.Steps[0].Error);
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Error_of_a_step_that_Quay_rejects_with_409_does_not_advise_a_new_plan()
    {
        TagPlan plan = await PlanAsync();
        _fixture.Quay.Faults.When(request => request.Method != "GET", Fault.Status(409));

        PlanResult result = await _fixture.History.ExecuteAsync(plan);

        var error = Assert.IsType<QuayConflictException>(result.Steps[0].Error);
        Assert.Equal(HttpStatusCode.Conflict, error.StatusCode);
        Assert.DoesNotContain("Make a new plan", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletion_step_for_a_tag_without_entries_is_done_without_a_change()
    {
        TagPlan plan = await PlanAsync();
        plan = plan.WithSteps([plan.Steps[^1]]);
        _fixture.App.DeleteTag("a-new");
        _fixture.Clock.Advance(TimeSpan.FromDays(20));
        _fixture.Quay.Collect();

        PlanStepResult result = Assert.Single((await _fixture.History.ExecuteAsync(plan)).Steps);

        Assert.Equal((PlanStepStatus.Done, false), (result.Status, result.Change?.IsChanged));
    }

    [Theory]
    [InlineData("gone", 1)]
    [InlineData("moved", 2)]
    public async Task Exception_of_the_progress_handler_ends_the_execution_before_deletions(string tag, int writes)
    {
        TagPlan plan = await PlanAsync();

        await _fixture.History.ExecuteAsync(
            plan,
            new PlanExecutionOptions { ContinueOnError = true },
            new DelegateProgress(step => Assert.NotEqual(tag, step.Step.Tag)));

        Assert.Equal(writes, _fixture.Writes.Count);
        Assert.NotNull(_fixture.DigestOf("a-new"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Planning_throws_if_a_manifest_request_returns_401_or_429(HttpStatusCode status)
    {
        FailManifestRequests(status);

        await Assert.ThrowsAnyAsync<QuayException>(PlanAsync);
    }

    [Fact]
    public async Task IsManifestAvailable_is_null_if_the_scanner_fails()
    {
        FailManifestRequests(HttpStatusCode.InternalServerError);

        Assert.Equal([null, null, null], (await PlanAsync()).Steps.Select(step => step.IsManifestAvailable));
    }

    private Task<TagPlan> PlanAsync() => _fixture.History.PlanRollbackAsync("acme/app", _then, new RollbackOptions { DeleteNewer = true });

    private void FailManifestRequests(HttpStatusCode status) => _fixture.Quay.Faults.When(
        request => $"{request}".Contains("/manifest/", StringComparison.Ordinal),
        Fault.Response(new FakeResponse { Status = (int)status }.With("Retry-After", "3600")));

    private sealed class DelegateProgress(Action<PlanStepResult> report) : IProgress<PlanStepResult>
    {
        public void Report(PlanStepResult value) => report(value);
    }
}
