using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

public sealed class TagListPlanTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Deletion_plan_deletes_many_tags_and_skips_missing_ones()
    {
        TagName[] tags = [.. Enumerable.Range(0, 10).Select(number => (TagName)$"v{number}")];
        foreach (TagName tag in tags)
        {
            _fixture.Push(tag.ToString());
        }

        TagPlan plan = await _fixture.History.PlanDeletionAsync("acme/app", [.. tags, "never", tags[0]]);
        PlanResult result = await _fixture.History.ExecuteAsync(plan, new PlanExecutionOptions { MaxConcurrency = 4 });

        Assert.Equal(tags, plan.Steps.Select(step => step.Tag));
        Assert.Equal([("never", SkipKind.NotFound)], plan.Skipped.Select(skipped => (skipped.Tag, skipped.Kind)));
        Assert.True(result.IsComplete);
        Assert.All(result.Steps, step => Assert.True(step.Change!.IsChanged));
        Assert.Empty(_fixture.App.Tags);
        Assert.Equal("10 of 10 steps done, 0 failed, 0 not started", result.ToString());
    }

    [Fact]
    public async Task Deletion_plan_is_created_with_one_read_per_tag()
    {
        _fixture.Push("a");
        _fixture.Push("b");

        await _fixture.History.PlanDeletionAsync("acme/app", ["a", "b"]);

        Assert.Equal(2, _fixture.Quay.Requests.Count);
        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Step_fails_without_a_write_if_the_tag_changed_after_planning(bool deletes)
    {
        _fixture.Push("prod");
        TagPlan plan = await PlanAsync(deletes, "prod");
        string pushed = _fixture.Push("prod");

        PlanStepResult step = Assert.Single((await _fixture.History.ExecuteAsync(plan)).Steps);

        Assert.Equal(PlanStepStatus.Failed, step.Status);
        Assert.Contains(pushed[..19], Assert.IsType<QuayConflictException>(step.Error).Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Tag_whose_image_was_pushed_again_after_planning_is_not_deleted()
    {
        string digest = _fixture.Push("prod");
        TagPlan plan = await PlanAsync(deletes: true, "prod");
        _fixture.App.Push("prod", digest);

        Assert.False((await _fixture.History.ExecuteAsync(plan)).IsComplete);
        Assert.Equal(digest, _fixture.DigestOf("prod"));
    }

    [Theory]
    [InlineData(true, "deletes")]
    [InlineData(false, "expires")]
    public async Task Partly_executed_plan_is_completed_by_a_second_execution(bool deletes, string description)
    {
        foreach (string tag in (string[])["a", "b", "c"])
        {
            _fixture.Push(tag);
        }

        TagPlan plan = TagPlan.Parse((await PlanAsync(deletes, "a", "b", "c")).ToJson());
        bool fails = true;
        _fixture.Quay.Faults.When(
            request => fails && TagFixture.IsWrite(request) && request.Target.EndsWith("/b", StringComparison.Ordinal),
            Fault.Status(403, """{"detail": "Unauthorized"}""", "application/json"));

        PlanResult first = await _fixture.History.ExecuteAsync(plan);
        fails = false;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        PlanResult second = await _fixture.History.ExecuteAsync(plan);

        Assert.Equal([PlanStepStatus.Done, PlanStepStatus.Failed, PlanStepStatus.NotStarted], first.Steps.Select(step => step.Status));
        Assert.True(second.IsComplete, description);
        Assert.Equal([false, true, true], second.Steps.Select(step => step.Change!.IsChanged));
        Assert.Equal(4, _fixture.Writes.Count);
    }

    [Fact]
    public async Task Expiration_plan_sets_the_expiry_of_tags_and_skips_missing_ones()
    {
        _fixture.Push("a");
        _fixture.Push("b");
        DateTimeOffset expiration = _fixture.Now.AddDays(3);

        TagPlan plan = await _fixture.History.PlanExpirationAsync("acme/app", ["a", "b", "never"], expiration.AddMilliseconds(700));
        PlanResult result = await _fixture.History.ExecuteAsync(plan);

        Assert.True(result.IsComplete);
        Assert.Equal([expiration, expiration], plan.Steps.Select(step => step.Expiration!.Value));
        Assert.All((string[])["a", "b"], tag => Assert.Equal(expiration, _fixture.App.FindTag(tag)!.End));
        Assert.Equal(["never"], plan.Skipped.Select(skipped => skipped.Tag));
        Assert.StartsWith("expire acme/app:a at 2026-11-26", plan.Steps[0].ToString(), StringComparison.Ordinal);
        Assert.Empty((await _fixture.History.PlanExpirationAsync("acme/app", ["a", "b"], expiration)).Steps);
    }

    [Fact]
    public async Task Step_with_an_expiry_that_Quay_would_adjust_fails_before_the_write()
    {
        _fixture.Push("a");
        TagPlan plan = await _fixture.History.PlanExpirationAsync("acme/app", ["a"], _fixture.Now.AddDays(105 * 7));

        PlanStepResult step = Assert.Single((await _fixture.History.ExecuteAsync(plan)).Steps);

        Assert.IsType<QuayConflictException>(step.Error);
        Assert.DoesNotContain("Somebody wrote", step.Error.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Tag_list_plans_skip_immutable_tags_and_unsupported_names()
    {
        string digest = _fixture.Push("prod");
        _fixture.App.SetImmutable("prod");
        _fixture.App.Restore("a b", digest);
        _fixture.App.Restore("..", digest);

        TagPlan deletion = await PlanAsync(deletes: true, "prod", "a b", "..");
        TagPlan expiration = await PlanAsync(deletes: false, "prod", "a b", "..");

        Assert.Equal(["a b"], deletion.Steps.Select(step => step.Tag.ToString()));
        Assert.Equal(
            [("..", SkipKind.UnsupportedName), ("prod", SkipKind.Immutable)],
            deletion.Skipped.Select(skipped => (skipped.Tag, skipped.Kind)));
        Assert.Equal(["..", "a b", "prod"], expiration.Skipped.Select(skipped => skipped.Tag));
    }

    [Fact]
    public async Task Ended_newer_entry_is_part_of_the_precondition_of_a_step()
    {
        string digest = _fixture.Push("prod");
        _fixture.App.AddEntry("prod", digest, _fixture.Now.AddSeconds(-20), _fixture.Now.AddSeconds(-10));

        TagPlan plan = await PlanAsync(deletes: true, "prod");

        Assert.True((await _fixture.History.ExecuteAsync(plan)).IsComplete);
    }

    [Fact]
    public async Task Invalid_arguments_of_tag_list_plans_are_rejected_before_a_request()
    {
        await Assert.ThrowsAsync<ArgumentException>("tags", () => _fixture.History.PlanDeletionAsync("acme/app", [default]));
        await Assert.ThrowsAsync<ArgumentNullException>("tags", () => _fixture.History.PlanDeletionAsync("acme/app", null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "expiration", () => _fixture.History.PlanExpirationAsync("acme/app", ["prod"], _fixture.Now));
        Assert.Empty(_fixture.Quay.Requests);
    }

    [Fact]
    public async Task Plan_without_an_instant_is_described_and_round_trips_through_JSON()
    {
        _fixture.Push("a");

        TagPlan plan = await PlanAsync(deletes: false, "a", "never");

        Assert.Equal("acme/app: 1 step, 2 tags compared.", plan.ToString());
        Assert.Equal("skip acme/app:never: it does not exist.", plan.Describe().Split('\n')[^1]);
        Assert.DoesNotContain("instant", plan.ToJson(), StringComparison.Ordinal);
        Assert.Equal(plan.ToJson(), TagPlan.Parse(plan.ToJson()).ToJson());
        Assert.Equal(plan.Steps, TagPlan.Parse(plan.ToJson()).Steps);
    }

    private Task<TagPlan> PlanAsync(bool deletes, params TagName[] tags) => deletes
        ? _fixture.History.PlanDeletionAsync("acme/app", tags)
        : _fixture.History.PlanExpirationAsync("acme/app", tags, new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero));
}
