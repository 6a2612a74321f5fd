using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

public sealed class TagListPlanTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Many_tags_are_deleted()
    {
        TagName[] tags = [.. Enumerable.Range(0, 10).Select(number => (TagName)$"v{number}")];
        foreach (TagName tag in tags)
        {
            _scene.Push(tag.ToString());
        }

        TagPlan plan = await _scene.History.PlanDeletionAsync("acme/app", [.. tags, "never", tags[0]]);
        PlanResult result = await _scene.History.ExecuteAsync(plan, new PlanExecutionOptions { MaxConcurrency = 4 });

        Assert.Equal(tags, plan.Steps.Select(step => step.Tag));
        Assert.Equal([("never", SkipKind.NotFound)], plan.Skipped.Select(skipped => (skipped.Key, skipped.Value.Kind)));
        Assert.True(result.IsComplete);
        Assert.All(result.Steps, step => Assert.True(step.Change!.IsChanged));
        Assert.Empty(_scene.App.Tags);
        Assert.Equal("10 of 10 steps done, 0 failed, 0 not started", result.ToString());
    }

    [Fact]
    public async Task Creating_a_plan_sends_no_write_and_one_request_per_tag()
    {
        _scene.Push("a");
        _scene.Push("b");

        await _scene.History.PlanDeletionAsync("acme/app", ["a", "b"]);

        Assert.Equal(2, _scene.Quay.Requests.Count);
        _scene.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tag_that_changed_since_the_plan_is_left_alone(bool deletes)
    {
        _scene.Push("prod");
        TagPlan plan = await PlanAsync(deletes, "prod");
        string pushed = _scene.Push("prod");

        PlanStepResult step = Assert.Single((await _scene.History.ExecuteAsync(plan)).Steps);

        Assert.Equal(PlanStepStatus.Failed, step.Status);
        Assert.Contains(pushed[..19], Assert.IsType<QuayConflictException>(step.Error).Message, StringComparison.Ordinal);
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task Same_image_that_was_pushed_again_since_the_plan_is_not_deleted()
    {
        string digest = _scene.Push("prod");
        TagPlan plan = await PlanAsync(deletes: true, "prod");
        _scene.App.Push("prod", digest);

        Assert.False((await _scene.History.ExecuteAsync(plan)).IsComplete);
        Assert.Equal(digest, _scene.DigestOf("prod"));
    }

    [Theory]
    [InlineData(true, "deletes")]
    [InlineData(false, "expires")]
    public async Task Partly_executed_plan_is_resumed(bool deletes, string what)
    {
        foreach (string tag in (string[])["a", "b", "c"])
        {
            _scene.Push(tag);
        }

        TagPlan plan = TagPlan.Parse((await PlanAsync(deletes, "a", "b", "c")).ToJson());
        bool fails = true;
        _scene.Quay.Faults.When(
            request => fails && TagScene.IsWrite(request) && request.Target.EndsWith("/b", StringComparison.Ordinal),
            Fault.Status(403, """{"detail": "Unauthorized"}""", "application/json"));

        PlanResult first = await _scene.History.ExecuteAsync(plan);
        fails = false;
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        PlanResult second = await _scene.History.ExecuteAsync(plan);

        Assert.Equal([PlanStepStatus.Done, PlanStepStatus.Failed, PlanStepStatus.NotStarted], first.Steps.Select(step => step.Status));
        Assert.True(second.IsComplete, what);
        Assert.Equal([false, true, true], second.Steps.Select(step => step.Change!.IsChanged));
        Assert.Equal(4, _scene.Writes.Count);
    }

    [Fact]
    public async Task Tags_get_an_expiry()
    {
        _scene.Push("a");
        _scene.Push("b");
        DateTimeOffset expiration = _scene.Now.AddDays(3);

        TagPlan plan = await _scene.History.PlanExpirationAsync("acme/app", ["a", "b", "never"], expiration.AddMilliseconds(700));
        PlanResult result = await _scene.History.ExecuteAsync(plan);

        Assert.True(result.IsComplete);
        Assert.Equal([expiration, expiration], plan.Steps.Select(step => step.Expiration!.Value));
        Assert.All((string[])["a", "b"], tag => Assert.Equal(expiration, _scene.App.FindTag(tag)!.End));
        Assert.Equal(["never"], plan.Skipped.Keys);
        Assert.StartsWith("expire a at 2026-11-26", plan.Steps[0].ToString(), StringComparison.Ordinal);
        Assert.Empty((await _scene.History.PlanExpirationAsync("acme/app", ["a", "b"], expiration)).Steps);
    }

    [Fact]
    public async Task Expiry_that_Quay_would_change_fails_and_sends_nothing()
    {
        _scene.Push("a");
        TagPlan plan = await _scene.History.PlanExpirationAsync("acme/app", ["a"], _scene.Now.AddDays(105 * 7));

        PlanStepResult step = Assert.Single((await _scene.History.ExecuteAsync(plan)).Steps);

        Assert.IsType<QuayConflictException>(step.Error);
        Assert.DoesNotContain("Somebody wrote", step.Error.Message, StringComparison.Ordinal);
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task Immutable_tags_and_unsupported_names_are_skipped()
    {
        string digest = _scene.Push("prod");
        _scene.App.SetImmutable("prod");
        _scene.App.Restore("a b", digest);
        _scene.App.Restore("..", digest);

        TagPlan deletion = await PlanAsync(deletes: true, "prod", "a b", "..");
        TagPlan expiration = await PlanAsync(deletes: false, "prod", "a b", "..");

        Assert.Equal(["a b"], deletion.Steps.Select(step => step.Tag.ToString()));
        Assert.Equal(
            [("..", SkipKind.UnsupportedName), ("prod", SkipKind.Immutable)],
            deletion.Skipped.Select(skipped => (skipped.Key, skipped.Value.Kind)));
        Assert.Equal(["..", "a b", "prod"], expiration.Skipped.Keys);
    }

    [Fact]
    public async Task Newer_entry_that_ended_is_part_of_the_precondition()
    {
        string digest = _scene.Push("prod");
        _scene.App.AddEntry("prod", digest, _scene.Now.AddSeconds(-20), _scene.Now.AddSeconds(-10));

        TagPlan plan = await PlanAsync(deletes: true, "prod");

        Assert.True((await _scene.History.ExecuteAsync(plan)).IsComplete);
    }

    [Fact]
    public async Task Default_names_and_past_expiries_are_rejected_before_anything_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>("tags", () => _scene.History.PlanDeletionAsync("acme/app", [default]));
        await Assert.ThrowsAsync<ArgumentNullException>("tags", () => _scene.History.PlanDeletionAsync("acme/app", null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "expiration", () => _scene.History.PlanExpirationAsync("acme/app", ["prod"], _scene.Now));
        Assert.Empty(_scene.Quay.Requests);
    }

    [Fact]
    public async Task Plan_without_an_instant_prints_and_is_the_same_after_it_was_stored()
    {
        _scene.Push("a");

        TagPlan plan = await PlanAsync(deletes: false, "a", "never");

        Assert.Equal("acme/app: 1 step, 2 tags compared.", plan.ToString());
        Assert.Equal("leave never: it does not exist.", plan.Describe().Split('\n')[^1]);
        Assert.DoesNotContain("instant", plan.ToJson(), StringComparison.Ordinal);
        Assert.Equal(plan.ToJson(), TagPlan.Parse(plan.ToJson()).ToJson());
        Assert.Equal(plan.Steps, TagPlan.Parse(plan.ToJson()).Steps);
    }

    private Task<TagPlan> PlanAsync(bool deletes, params TagName[] tags) => deletes
        ? _scene.History.PlanDeletionAsync("acme/app", tags)
        : _scene.History.PlanExpirationAsync("acme/app", tags, new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero));
}
