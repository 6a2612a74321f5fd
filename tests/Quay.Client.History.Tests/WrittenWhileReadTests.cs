using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>A tag whose row is on the second page is written after the first was read: its new row is on neither.</summary>
public sealed class WrittenWhileReadTests : IDisposable
{
    private readonly TagScene _scene = new();
    private readonly string _image;

    public WrittenWhileReadTests()
    {
        _image = _scene.Push("other");
        _scene.Push("lts");
        for (int i = 0; i < TagHistoryQuery.MaxPageSize; i++)
        {
            _scene.App.Push($"build-{i}");
        }

        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_tag_that_is_moved_is_not_told_as_removed()
    {
        BeforeTheSecondPage(() => _scene.App.Move("lts", _image));

        TagTimeline timeline = await _scene.History.GetTimelineAsync("acme/app");

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(happened => happened.Tag == "lts").Select(happened => happened.Kind));
    }

    [Fact]
    public async Task Nor_as_absent_in_that_second()
    {
        BeforeTheSecondPage(() => _scene.App.Move("lts", _image));

        TagAt lts = (await _scene.History.GetSnapshotAsync("acme/app")).Find("lts");

        Assert.Equal(TagPresence.Unknown, lts.Presence);
        Assert.Contains("while the history was read", lts.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_before_it_pointed_where_it_did()
    {
        BeforeTheSecondPage(() => _scene.App.Move("lts", _image));

        TagAt lts = (await _scene.History.GetSnapshotAsync("acme/app", _scene.Now.AddSeconds(-1))).Find("lts");

        Assert.Equal(TagPresence.Present, lts.Presence);
    }

    [Fact]
    public async Task Rows_that_come_on_one_page_are_of_one_moment()
    {
        _scene.App.DeleteTag("lts");

        Assert.Equal(TagPresence.Absent, (await _scene.History.GetTagAtAsync("acme/app", "lts", _scene.Now)).Presence);
        Assert.Equal(TagEventKind.Removed, (await _scene.History.GetTimelineAsync("acme/app", "lts")).Events[^1].Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(-300_000)]
    public async Task So_it_is_while_time_passes_and_clocks_differ(int millisecondsBehind)
    {
        var behind = TimeSpan.FromMilliseconds(millisecondsBehind);
        using var scene = new TagScene(configure: options => options.TimeProvider = new ShiftedClock(options.TimeProvider, behind));
        string image = scene.Push("other");
        scene.Push("lts");
        for (int i = 0; i < TagHistoryQuery.MaxPageSize; i++)
        {
            scene.App.Push($"build-{i}");
        }

        scene.Clock.Advance(TimeSpan.FromMilliseconds(60_500 - (scene.Now.Millisecond % 500)));
        scene.Quay.Changes.BeforeEach(_ => scene.Clock.Advance(TimeSpan.FromMilliseconds(3)));
        scene.Quay.Changes.Before(request => $"{request}".Contains("page=2", StringComparison.Ordinal), () => scene.App.Move("lts", image));

        TagTimeline timeline = await scene.History.GetTimelineAsync("acme/app");

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(happened => happened.Tag == "lts").Select(happened => happened.Kind));
    }

    [Fact]
    public async Task A_plan_and_a_comparison_look_again_at_such_a_tag()
    {
        DateTimeOffset then = _scene.Now.AddSeconds(-30);
        BeforeTheSecondPage(() => _scene.App.Move("lts", _image));
        TagPlan plan = await _scene.History.PlanRollbackAsync("acme/app", then);
        BeforeTheSecondPage(() => _scene.App.Push("other"));
        SnapshotDiff diff = await _scene.History.CompareAsync("acme/app", then, _scene.Now);

        Assert.Equal(("lts", _image), (Assert.Single(plan.Steps).Tag, plan.Steps[0].Precondition.Digest));
        Assert.Equal(
            [("lts", TagDifferenceKind.Moved), ("other", TagDifferenceKind.Moved)],
            diff.Differences.Select(tag => (tag.Tag, tag.Kind)));
        Assert.Empty(diff.Unknown);
    }

    private void BeforeTheSecondPage(Action change) =>
        _scene.Quay.Changes.Before(request => $"{request}".Contains("page=2", StringComparison.Ordinal), change);
}
