using System.Net;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>A plan with one step of each kind: <c>a-new</c> is to be deleted, <c>gone</c> to be restored and <c>moved</c> to be moved.</summary>
public sealed class RollbackRunTests : IDisposable
{
    private readonly TagScene _scene = new();
    private readonly DateTimeOffset _then;

    public RollbackRunTests()
    {
        _scene.Push("gone");
        _scene.Push("moved");
        _then = _scene.Now;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.App.DeleteTag("gone");
        _scene.Push("moved");
        _scene.Push("a-new");
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Deletions_begin_last_whatever_the_order_of_the_steps_and_results_are_in_that_order()
    {
        RollbackPlan plan = await PlanAsync();
        plan = plan with { Steps = [.. plan.Steps.Reverse()] };
        var told = new List<(int, string)>();

        IReadOnlyList<BulkResult<RollbackStep, TagChange>> results = await _scene.History.RollBackAsync(
            plan, new BulkOptions { MaxConcurrency = 1 }, new Told(result => told.Add((result.Index, result.Item.Tag))));

        Assert.Equal(["a-new", "moved", "gone"], plan.Steps.Select(step => step.Tag));
        Assert.Equal([(0, plan.Steps[0], BulkStatus.Done), (1, plan.Steps[1], BulkStatus.Done), (2, plan.Steps[2], BulkStatus.Done)],
            results.Select(result => (result.Index, result.Item, result.Status)));
        Assert.Equal([(1, "moved"), (2, "gone"), (0, "a-new")], told);
        Assert.StartsWith("DELETE", _scene.Writes[^1], StringComparison.Ordinal);
        Assert.Equal(3, _scene.Writes.Count);
    }

    [Theory]
    [InlineData(false, new[] { BulkStatus.Failed, BulkStatus.NotStarted, BulkStatus.NotStarted })]
    [InlineData(true, new[] { BulkStatus.Failed, BulkStatus.Done, BulkStatus.Done })]
    public async Task After_a_surprise_nothing_is_begun_unless_that_is_asked_for(bool keepGoing, BulkStatus[] expected)
    {
        RollbackPlan plan = await PlanAsync();
        string foreign = _scene.Push("gone");

        IReadOnlyList<BulkResult<RollbackStep, TagChange>> results =
            await _scene.History.RollBackAsync(plan, new BulkOptions { MaxConcurrency = 1, KeepGoing = keepGoing });

        Assert.Equal(expected, results.Select(result => result.Status));
        Assert.Equal(foreign, _scene.DigestOf("gone"));
        Assert.Contains(foreign, Assert.IsType<QuayConflictException>(results[0].Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_was_deleted_on_purpose_since_is_not_brought_back()
    {
        RollbackPlan plan = await PlanAsync();
        _scene.Push("gone");
        _scene.App.DeleteTag("gone");

        IReadOnlyList<BulkResult<RollbackStep, TagChange>> results = await _scene.History.RollBackAsync(plan);

        Assert.IsType<QuayConflictException>(results[0].Error);
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task A_tag_of_which_no_row_is_left_is_deleted_already()
    {
        RollbackPlan plan = await PlanAsync();
        plan = plan with { Steps = [plan.Steps[^1]] };
        _scene.App.DeleteTag("a-new");
        _scene.Clock.Advance(TimeSpan.FromDays(20));
        _scene.Quay.Collect();

        var result = Assert.Single(await _scene.History.RollBackAsync(plan));

        Assert.Equal((BulkStatus.Done, false), (result.Status, result.Result?.IsChanged));
    }

    [Theory]
    [InlineData("gone", 1)]
    [InlineData("moved", 2)]
    public async Task A_listener_that_throws_ends_the_run_before_anything_is_deleted(string tag, int writes)
    {
        RollbackPlan plan = await PlanAsync();

        await _scene.History.RollBackAsync(
            plan,
            new BulkOptions { MaxConcurrency = 1, KeepGoing = true },
            new Told(result => Assert.NotEqual(tag, result.Item.Tag)));

        Assert.Equal(writes, _scene.Writes.Count);
        Assert.NotNull(_scene.DigestOf("a-new"));
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

        Assert.Equal([null, null, null], (await PlanAsync()).Steps.Select(step => step.IsManifestHeld));
    }

    private Task<RollbackPlan> PlanAsync() => _scene.History.PlanRollbackAsync("acme/app", _then, new RollbackOptions { DeleteNewer = true });

    private void AnswerForManifests(HttpStatusCode status) => _scene.Quay.Faults.When(
        request => $"{request}".Contains("/manifest/", StringComparison.Ordinal), Fault.Answer(new FakeAnswer { Status = (int)status }));

    private sealed class Told(Action<BulkResult<RollbackStep, TagChange>> tell) : IProgress<BulkResult<RollbackStep, TagChange>>
    {
        public void Report(BulkResult<RollbackStep, TagChange> value) => tell(value);
    }
}
