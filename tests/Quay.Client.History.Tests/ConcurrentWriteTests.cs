using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Verifies a tag that moves between two page reads: its old entry is on the second page, and its new entry on neither.</summary>
public sealed class ConcurrentWriteTests : IDisposable
{
    private readonly TagFixture _fixture = new();
    private readonly string _image;

    public ConcurrentWriteTests()
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
    public async Task Tag_moved_between_two_page_reads_is_not_removed_in_the_timeline()
    {
        ChangeBeforeSecondPage(() => _fixture.App.Move("lts", _image));

        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(tagEvent => tagEvent.Tag == "lts").Select(tagEvent => tagEvent.Kind));
    }

    [Fact]
    public async Task Tag_moved_between_two_page_reads_is_unknown_in_the_current_snapshot()
    {
        ChangeBeforeSecondPage(() => _fixture.App.Move("lts", _image));

        TagAt lts = (await _fixture.History.GetSnapshotAsync("acme/app")).Find("lts");

        Assert.Equal(TagPresence.Unknown, lts.Presence);
        Assert.Contains("while the history was read", lts.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_moved_between_two_page_reads_is_present_a_second_earlier()
    {
        ChangeBeforeSecondPage(() => _fixture.App.Move("lts", _image));

        TagAt lts = (await _fixture.History.GetSnapshotAsync("acme/app", _fixture.Now.AddSeconds(-1))).Find("lts");

        Assert.Equal(TagPresence.Present, lts.Presence);
    }

    [Fact]
    public async Task Tag_deleted_before_its_only_page_was_read_is_absent_and_removed()
    {
        _fixture.App.DeleteTag("lts");

        Assert.Equal(TagPresence.Absent, (await _fixture.History.GetTagAtAsync("acme/app", "lts", _fixture.Now)).Presence);
        Assert.Equal(TagEventKind.Removed, (await _fixture.History.GetTimelineAsync("acme/app", "lts")).Events[^1].Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(-300_000)]
    public async Task Tag_moved_between_two_page_reads_is_not_removed_in_the_timeline_if_clocks_differ(int millisecondsBehind)
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

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(tagEvent => tagEvent.Tag == "lts").Select(tagEvent => tagEvent.Kind));
    }

    [Fact]
    public async Task Plan_and_comparison_read_a_tag_again_that_moved_between_two_page_reads()
    {
        DateTimeOffset then = _fixture.Now.AddSeconds(-30);
        ChangeBeforeSecondPage(() => _fixture.App.Move("lts", _image));
        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);
        ChangeBeforeSecondPage(() => _fixture.App.Push("other"));
        SnapshotDiff diff = await _fixture.History.CompareAsync("acme/app", then, _fixture.Now);

        Assert.Equal(("lts", _image), (Assert.Single(plan.Steps).Tag, plan.Steps[0].Precondition.Digest));
        Assert.Equal(
            [("lts", TagDifferenceKind.Moved), ("other", TagDifferenceKind.Moved)],
            diff.Differences.Select(tag => (tag.Tag, tag.Kind)));
        Assert.Empty(diff.Unknown);
    }

    private void ChangeBeforeSecondPage(Action change) =>
        _fixture.Quay.Changes.Before(request => $"{request}".Contains("page=2", StringComparison.Ordinal), change);
}
