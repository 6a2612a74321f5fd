using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>A tag whose row is on the second page is written after the first was read: its new row is on neither.</summary>
public sealed class WrittenWhileReadTests : IDisposable
{
    private readonly TagFixture _fixture = new();
    private readonly string _image;

    public WrittenWhileReadTests()
    {
        _image = _fixture.Push("other");
        _fixture.Push("lts");
        for (int i = 0; i < TagHistoryQuery.MaxPageSize; i++)
        {
            _fixture.App.Push($"build-{i}");
        }

        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_tag_that_is_moved_is_not_told_as_removed()
    {
        BeforeTheSecondPage(() => _fixture.App.Move("lts", _image));

        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(happened => happened.Tag == "lts").Select(happened => happened.Kind));
    }

    [Fact]
    public async Task Nor_as_absent_in_that_second()
    {
        BeforeTheSecondPage(() => _fixture.App.Move("lts", _image));

        TagAt lts = (await _fixture.History.GetSnapshotAsync("acme/app")).Find("lts");

        Assert.Equal(TagPresence.Unknown, lts.Presence);
        Assert.Contains("while the history was read", lts.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_before_it_pointed_where_it_did()
    {
        BeforeTheSecondPage(() => _fixture.App.Move("lts", _image));

        TagAt lts = (await _fixture.History.GetSnapshotAsync("acme/app", _fixture.Now.AddSeconds(-1))).Find("lts");

        Assert.Equal(TagPresence.Present, lts.Presence);
    }

    [Fact]
    public async Task Rows_that_come_on_one_page_are_of_one_moment()
    {
        _fixture.App.DeleteTag("lts");

        Assert.Equal(TagPresence.Absent, (await _fixture.History.GetTagAtAsync("acme/app", "lts", _fixture.Now)).Presence);
        Assert.Equal(TagEventKind.Removed, (await _fixture.History.GetTimelineAsync("acme/app", "lts")).Events[^1].Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(-300_000)]
    public async Task So_it_is_while_time_passes_and_clocks_differ(int millisecondsBehind)
    {
        var behind = TimeSpan.FromMilliseconds(millisecondsBehind);
        using var fixture = new TagFixture(configure: options => options.TimeProvider = new ShiftedClock(options.TimeProvider, behind));
        string image = fixture.Push("other");
        fixture.Push("lts");
        for (int i = 0; i < TagHistoryQuery.MaxPageSize; i++)
        {
            fixture.App.Push($"build-{i}");
        }

        fixture.Clock.Advance(TimeSpan.FromMilliseconds(60_500 - (fixture.Now.Millisecond % 500)));
        fixture.Quay.Changes.BeforeEach(_ => fixture.Clock.Advance(TimeSpan.FromMilliseconds(3)));
        fixture.Quay.Changes.Before(
            request => $"{request}".Contains("page=2", StringComparison.Ordinal), () => fixture.App.Move("lts", image));

        TagTimeline timeline = await fixture.History.GetTimelineAsync("acme/app");

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(happened => happened.Tag == "lts").Select(happened => happened.Kind));
    }

    [Fact]
    public async Task A_plan_and_a_comparison_look_again_at_such_a_tag()
    {
        DateTimeOffset then = _fixture.Now.AddSeconds(-30);
        BeforeTheSecondPage(() => _fixture.App.Move("lts", _image));
        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);
        BeforeTheSecondPage(() => _fixture.App.Push("other"));
        SnapshotDiff diff = await _fixture.History.CompareAsync("acme/app", then, _fixture.Now);

        Assert.Equal(("lts", _image), (Assert.Single(plan.Steps).Tag, plan.Steps[0].Precondition.Digest));
        Assert.Equal(
            [("lts", TagDifferenceKind.Moved), ("other", TagDifferenceKind.Moved)],
            diff.Differences.Select(tag => (tag.Tag, tag.Kind)));
        Assert.Empty(diff.Unknown);
    }

    private void BeforeTheSecondPage(Action change) =>
        _fixture.Quay.Changes.Before(request => $"{request}".Contains("page=2", StringComparison.Ordinal), change);
}
