using System.Net;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// A plan with one step of each kind: <c>a-new</c> is to be deleted, <c>gone</c> to be restored and <c>moved</c> to be moved.
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
    public async Task Deletions_begin_last_whatever_the_order_of_the_steps_and_results_are_in_that_order()
    {
        TagPlan plan = await PlanAsync();
        plan = plan.WithSteps(plan.Steps.Reverse());
        var told = new List<string>();

        PlanResult result = await _fixture.History.ExecuteAsync(
            plan, new PlanExecutionOptions(), new Told(step => told.Add(step.Step.Tag.ToString())));

        Assert.Equal(["a-new", "moved", "gone"], plan.Steps.Select(step => step.Tag));
        Assert.Equal(plan.Steps.Select(step => (step, PlanStepStatus.Done)), result.Steps.Select(step => (step.Step, step.Status)));
        Assert.True(result.IsComplete);
        Assert.Equal(["moved", "gone", "a-new"], told);
        Assert.StartsWith("DELETE", _fixture.Writes[^1], StringComparison.Ordinal);
        Assert.Equal(3, _fixture.Writes.Count);
    }

    [Theory]
    [InlineData(false, new[] { PlanStepStatus.Failed, PlanStepStatus.NotStarted, PlanStepStatus.NotStarted })]
    [InlineData(true, new[] { PlanStepStatus.Failed, PlanStepStatus.Done, PlanStepStatus.Done })]
    public async Task After_a_surprise_nothing_is_begun_unless_that_is_asked_for(bool keepGoing, PlanStepStatus[] expected)
    {
        TagPlan plan = await PlanAsync();
        string foreign = _fixture.Push("gone");

        PlanResult result =
            await _fixture.History.ExecuteAsync(plan, new PlanExecutionOptions { ContinueOnError = keepGoing });

        Assert.Equal(expected, result.Steps.Select(step => step.Status));
        Assert.Equal(foreign, _fixture.DigestOf("gone"));
        Assert.Contains(foreign[..19], Assert.IsType<QuayConflictException>(result.Steps[0].Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_was_deleted_on_purpose_since_is_not_brought_back()
    {
        TagPlan plan = await PlanAsync();
        _fixture.Push("gone");
        _fixture.App.DeleteTag("gone");

        PlanResult result = await _fixture.History.ExecuteAsync(plan);

        Assert.IsType<QuayConflictException>(result.Steps[0].Error);
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Conflict_that_Quay_reports_is_the_error_of_the_step_without_the_advice_to_make_a_new_plan()
    {
        TagPlan plan = await PlanAsync();
        _fixture.Quay.Faults.When(request => request.Method != "GET", Fault.Status(409));

        PlanResult result = await _fixture.History.ExecuteAsync(plan);

        var error = Assert.IsType<QuayConflictException>(result.Steps[0].Error);
        Assert.Equal(HttpStatusCode.Conflict, error.StatusCode);
        Assert.DoesNotContain("Make a new plan", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_of_which_no_row_is_left_is_deleted_already()
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
    public async Task A_listener_that_throws_ends_the_run_before_anything_is_deleted(string tag, int writes)
    {
        TagPlan plan = await PlanAsync();

        await _fixture.History.ExecuteAsync(
            plan,
            new PlanExecutionOptions { ContinueOnError = true },
            new Told(step => Assert.NotEqual(tag, step.Step.Tag)));

        Assert.Equal(writes, _fixture.Writes.Count);
        Assert.NotNull(_fixture.DigestOf("a-new"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_token_that_dies_while_manifests_are_asked_for_ends_the_planning(HttpStatusCode status)
    {
        AnswerForManifests(status);

        await Assert.ThrowsAnyAsync<QuayException>(PlanAsync);
    }

    [Fact]
    public async Task A_scanner_that_fails_leaves_it_open_whether_the_manifest_is_held()
    {
        AnswerForManifests(HttpStatusCode.InternalServerError);

        Assert.Equal([null, null, null], (await PlanAsync()).Steps.Select(step => step.IsManifestAvailable));
    }

    private Task<TagPlan> PlanAsync() => _fixture.History.PlanRollbackAsync("acme/app", _then, new RollbackOptions { DeleteNewer = true });

    private void AnswerForManifests(HttpStatusCode status) => _fixture.Quay.Faults.When(
        request => $"{request}".Contains("/manifest/", StringComparison.Ordinal), Fault.Answer(new FakeAnswer { Status = (int)status }));

    private sealed class Told(Action<PlanStepResult> tell) : IProgress<PlanStepResult>
    {
        public void Report(PlanStepResult value) => tell(value);
    }
}
