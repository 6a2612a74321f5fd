using System.Text.Json;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

public sealed class RollbackPlanTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Rollback_plan_restores_and_moves_tags_and_skips_newer_ones()
    {
        string first = _fixture.Push("prod");
        string gone = _fixture.Push("rc");
        _fixture.Push("same");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        string second = _fixture.Push("prod");
        DateTimeOffset since = _fixture.App.FindTag("prod")!.Start;
        _fixture.App.DeleteTag("rc");
        _fixture.Push("new");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);

        Assert.Equal(["rc", "prod"], plan.Steps.Select(step => step.Tag));
        Assert.Equal([TagPlanAction.Restore, TagPlanAction.Move], plan.Steps.Select(step => step.Action));
        Assert.Equal([null, second], plan.Steps.Select(step => step.Precondition.Digest));
        Assert.Equal([gone, first], plan.Steps.Select(step => step.Digest));
        Assert.Equal(since.ToUnixTimeSeconds(), plan.Steps[1].Precondition.NewestStart!.Value.ToUnixTimeSeconds());
        Assert.Equal(["new"], plan.Skipped.Select(skipped => skipped.Tag));
        Assert.Contains("created later", plan.Skipped.Single(skipped => skipped.Tag == "new").Reason, StringComparison.Ordinal);
        Assert.Equal(
            (new Uri("https://quay.example/"), "acme/app", then, null),
            (plan.Registry, plan.Repository, plan.Instant, plan.Pattern));
        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Rollback_plan_deletes_newer_tags_last_if_DeleteNewer_is_set()
    {
        _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("prod");
        string digest = _fixture.Push("a-new-one");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then, new RollbackOptions { DeleteNewer = true });

        Assert.Equal(["prod", "a-new-one"], plan.Steps.Select(step => step.Tag));
        Assert.Equal(
            (TagPlanAction.Delete, digest, null, null),
            (plan.Steps[1].Action, plan.Steps[1].Precondition.Digest, plan.Steps[1].Digest, plan.Steps[1].IsManifestAvailable));
        Assert.Empty(plan.Skipped);
    }

    [Theory]
    [InlineData("1.*", new[] { "1.0", "1.1" })]
    [InlineData("?.0", new[] { "1.0", "2.0" })]
    [InlineData("2.0", new[] { "2.0" })]
    [InlineData("*", new[] { "1.0", "1.1", "2.0" })]
    [InlineData("1.0*rc", new string[0])]
    public async Task Rollback_plan_contains_only_tags_that_match_the_pattern(string pattern, string[] expected)
    {
        string[] names = ["1.0", "1.1", "2.0"];
        foreach (string name in names)
        {
            _fixture.Push(name);
        }

        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        foreach (string name in names)
        {
            _fixture.Push(name);
        }

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then, new RollbackOptions { Pattern = pattern });

        Assert.Equal(expected, plan.Steps.Select(step => step.Tag.ToString()));
    }

    [Fact]
    public async Task Availability_is_requested_only_for_manifests_without_a_live_tag()
    {
        (string ended, string live) = (_fixture.Push("ended"), _fixture.Push("live"));
        _fixture.App.Push("also-live", live);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("ended");
        _fixture.Push("live");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);

        Assert.Equal(
            [("ended", ended, true), ("live", live, true)],
            plan.Steps.Select(step => (step.Tag, step.Digest!, step.IsManifestAvailable == true)));
        Assert.Single(_fixture.Quay.Requests, exchange => exchange.Request.ToString().Contains("/security", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rollback_plan_skips_a_tag_whose_manifest_was_collected()
    {
        DateTimeOffset then = CollectBeforeManifestRequests(_fixture);

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);

        Assert.Empty(plan.Steps);
        Assert.Contains("has deleted", plan.Skipped.Single(skipped => skipped.Tag == "ended").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_plan_skips_a_missing_tag_whose_manifest_was_collected()
    {
        DateTimeOffset then = CollectBeforeManifestRequests(_fixture);
        _fixture.App.DeleteTag("ended");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then, new RollbackOptions { Pattern = "ended" });

        Assert.Equal(["ended"], plan.Skipped.Select(skipped => skipped.Tag));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IsManifestAvailable_is_null_if_there_is_neither_a_scanner_nor_a_live_tag(bool isCollected)
    {
        using var fixture = new TagFixture(FakeFeatures.All with { SecurityScanner = false });
        DateTimeOffset then = CollectBeforeManifestRequests(fixture);
        if (!isCollected)
        {
            fixture.Push("ended");
        }

        TagPlan plan = await fixture.History.PlanRollbackAsync("acme/app", then);

        Assert.Null(Assert.Single(plan.Steps).IsManifestAvailable);
        Assert.Contains("It is unknown whether Quay still has each image", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_plan_skips_a_tag_whose_past_is_unknown()
    {
        _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.App.DeleteTagPermanently("prod");
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("prod");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then, new RollbackOptions { DeleteNewer = true });

        Assert.Empty(plan.Steps);
        Assert.Contains("permanently deleted", plan.Skipped.Single(skipped => skipped.Tag == "prod").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_plan_skips_a_tag_whose_name_cannot_be_sent_in_a_path()
    {
        string digest = _fixture.Push("prod");
        _fixture.App.Restore("..", digest);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.App.Restore("..", _fixture.App.Push("other").Digest);

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);

        Assert.Empty(plan.Steps);
        Assert.Contains("cannot be sent in the path", plan.Skipped.Single(skipped => skipped.Tag == "..").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_plan_skips_an_immutable_tag()
    {
        _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("prod");
        _fixture.App.SetImmutable("prod");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);

        Assert.Empty(plan.Steps);
        Assert.Contains("immutable", plan.Skipped.Single(skipped => skipped.Tag == "prod").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_plan_sends_no_request_for_a_single_tag_if_none_ended_during_the_read()
    {
        foreach (string name in (string[])["moved", "deleted"])
        {
            _fixture.Push(name);
        }

        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("moved");
        DateTimeOffset newest = _fixture.Now;
        _fixture.Push("deleted");
        _fixture.App.DeleteTag("deleted");
        _fixture.App.Expire("moved", newest.AddDays(30));
        for (int i = 0; i < TagHistoryQuery.MaxPageSize; i++)
        {
            _fixture.Push($"build-{i}");
        }

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);

        Assert.Equal([("deleted", newest), ("moved", newest.AddMinutes(-1))], plan.Steps.Select(
            step => (step.Tag.ToString(), step.Precondition.NewestStart!.Value)));
        Assert.DoesNotContain(
            _fixture.Quay.Requests, exchange => $"{exchange.Request}".Contains("specificTag", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Step_for_a_tag_that_moved_unseen_during_the_read_fails_without_a_write()
    {
        _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        for (int i = 0; i < TagHistoryQuery.MaxPageSize; i++)
        {
            _fixture.Push($"build-{i}");
        }

        _fixture.Push("prod");
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        _fixture.Quay.Changes.Before(
            request => $"{request}".Contains("page=2", StringComparison.Ordinal), () => _fixture.App.Push("prod"));
        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);

        PlanResult result = await _fixture.History.ExecuteAsync(plan);

        Assert.Equal(TagPlanAction.Move, Assert.Single(plan.Steps).Action);
        Assert.IsType<QuayConflictException>(Assert.Single(result.Steps).Error);
        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Descriptions_for_a_pattern_that_matches_nothing_report_0_compared_tags()
    {
        _fixture.Push("prod");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", _fixture.Now, new RollbackOptions { Pattern = "prdo*" });
        SnapshotDiff diff = await _fixture.History.CompareAsync("acme/app", _fixture.Now, _fixture.Now, "prdo*");

        Assert.Equal($"acme/app back to {_fixture.Now:u}: 0 steps, 0 tags of 'prdo*' compared.", plan.ToString());
        Assert.Equal("0 tags compared, 0 differ, 0 unknown.", diff.ToString());
    }

    [Theory]
    [InlineData("\"digest\":", "\"diggest\":")]
    [InlineData("\"newest_start\":", "\"newest_begin\":")]
    [InlineData("\"action\": \"move\"", "\"action\": \"explode\"")]
    [InlineData("\"reason\":", "\"force\":true,\"reason\":")]
    public async Task Plan_JSON_that_was_edited_incorrectly_is_rejected(string valid, string invalid)
    {
        _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("prod");
        string json = (await _fixture.History.PlanRollbackAsync("acme/app", then)).ToJson();
        Assert.Contains(valid, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => TagPlan.Parse(json.Replace(valid, invalid, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Plan_description_has_a_line_for_each_step_and_each_skipped_tag()
    {
        string first = _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        string second = _fixture.Push("prod");
        _fixture.Push("new");

        string[] lines = (await _fixture.History.PlanRollbackAsync("acme/app", then)).Describe().Split('\n');

        Assert.Equal(
            [
                "acme/app back to 2026-11-23 12:01:00Z: 1 step, 2 tags compared.",
                $"move acme/app:prod from {second} to {first}: it pointed at that manifest from 2026-11-23 12:00:00Z "
                    + "to 2026-11-23 13:01:00Z, and has pointed at its present manifest since 2026-11-23 13:01:00Z.",
                "skip acme/app:new: it was created later, and newer tags are kept.",
            ],
            lines);
    }

    /// <summary>Collects the images of <c>ended</c> after the history was read, and before they are requested.</summary>
    private static DateTimeOffset CollectBeforeManifestRequests(TagFixture fixture)
    {
        fixture.Push("live");
        fixture.Push("ended");
        DateTimeOffset then = fixture.Now;
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        fixture.Push("ended");
        fixture.Quay.Changes.Before(request => $"{request}".Contains("/manifest/", StringComparison.Ordinal), () =>
        {
            fixture.App.Namespace.TimeMachine = TimeSpan.Zero;
            fixture.Quay.Collect();
        });
        return then;
    }
}
