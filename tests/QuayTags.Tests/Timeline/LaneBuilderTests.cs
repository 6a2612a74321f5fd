using Quay.Client;
using Quay.Client.History;

namespace QuayTags.Tests.Timeline;

public class LanesTests
{
    private static readonly TimeRange November = new(TestHistory.Day(1), TestHistory.Day(31));

    [Fact]
    public void Each_tag_has_a_lane_and_each_entry_a_bar()
    {
        IReadOnlyList<Lane> lanes = Of(Shop.Large());

        Assert.Equal(30, lanes.Count);
        Assert.Equal(Shop.Large().Entries.Count, lanes.Sum(lane => lane.Bars.Count));
        Assert.All(lanes, lane => Assert.All(lane.Bars, bar => Assert.Equal(lane.Tag, bar.Entry.Name)));
        Assert.All(lanes, lane => Assert.Equal(lane.Bars.OrderBy(bar => bar.Start), lane.Bars));
    }

    [Fact]
    public void Lanes_are_ordered_by_the_last_event_and_then_by_name()
    {
        IReadOnlyList<Lane> lanes = Of(new TestHistory()
            .Entry("created", "a", 20)
            .Entry("will-expire", "a", 10, 25)
            .Entry("deleted", "a", 5, 21)
            .Entry("b", "a", 12)
            .Entry("a", "a", 12)
            .Add(new TagHistoryEntry { Name = "no-start", ManifestDigest = TestHistory.Digest("a") }));

        Assert.Equal(["deleted", "created", "a", "b", "will-expire", "no-start"], lanes.Select(lane => lane.Tag));
    }

    [Fact]
    public void Events_after_the_range_do_not_change_the_order()
    {
        TestHistory history = new TestHistory().Entry("early", "a", 5, 20).Entry("late", "a", 6);

        Assert.Equal(["early", "late"], Of(history).Select(lane => lane.Tag));
        Assert.Equal(["late", "early"], Of(history, new TimeRange(TestHistory.Day(1), TestHistory.Day(10))).Select(lane => lane.Tag));
    }

    [Fact]
    public void Bar_ends_with_its_entry_or_now()
    {
        Assert.Equal((TestHistory.Day(9), BarState.Ended), End(LongTimeMachine().Entry("t", "a", 5, 9)));
        Assert.Equal((ToolRun.Now, BarState.Alive), End(new TestHistory().Entry("t", "a", 5)));
        Assert.Equal((TestHistory.Day(27), BarState.WillExpire), End(new TestHistory().Entry("t", "a", 5, 27)));
    }

    [Fact]
    public void End_before_the_window_is_not_trusted() =>
        Assert.Equal((ToolRun.Now, BarState.EndUnknown), End(new TestHistory().Entry("t", "a", 2, 5)));

    [Fact]
    public void Entry_that_ended_when_it_started_has_a_bar() =>
        Assert.Equal((TestHistory.Day(5), BarState.Ended), End(LongTimeMachine().Entry("t", "a", 5, 5)));

    [Fact]
    public void Entry_that_starts_in_the_future_does_not_end_before_its_start() =>
        Assert.Equal((TestHistory.Day(24), BarState.Alive), End(new TestHistory().Entry("t", "a", 24)));

    [Fact]
    public void Permanently_deleted_entry_ends_at_the_latest_possible_time()
    {
        TestHistory history = new TestHistory().Entry("t", "a", 5, 4);

        Assert.Equal((TestHistory.Day(18), BarState.EndUnknown), End(history));
        Assert.Equal((ToolRun.Now, BarState.EndUnknown), End(history, window: null));
        Assert.Equal((TestHistory.Day(5), BarState.EndUnknown), End(new TestHistory().Entry("t", "a", 5, -300)));
    }

    [Fact]
    public void Permanently_deleted_entry_ends_when_the_next_one_starts()
    {
        Lane lane = Assert.Single(Of(new TestHistory().Entry("t", "a", 5, 4).Entry("t", "b", 9)));

        Assert.Equal(TestHistory.Day(9), lane.Bars[0].End);
        Assert.Equal(1, lane.Tracks);
    }

    [Fact]
    public void Entry_without_a_start_begins_at_the_earliest_possible_time()
    {
        Lane lane = Assert.Single(Of(new TestHistory().Add(new TagHistoryEntry { Name = "t", End = TestHistory.Day(9) })));

        Assert.Equal(DateTimeOffset.MinValue, Assert.Single(lane.Bars).Start);
        Assert.Equal([TagEventKind.Removed], lane.Marks.Select(mark => mark.Kind));
    }

    [Fact]
    public void Only_entries_that_overlap_in_time_are_in_different_tracks()
    {
        Lane lane = Assert.Single(Of(new TestHistory()
            .Entry("t", "a", 2, 5).Entry("t", "b", 5, 9).Entry("t", "c", 7, 12)
            .Entry("t", "d", 8, 10).Entry("t", "e", 9, 11).Entry("t", "f", 12)));

        Assert.Equal([0, 0, 1, 2, 0, 0], lane.Bars.Select(bar => bar.Track));
        Assert.Equal(3, lane.Tracks);
    }

    [Fact]
    public void Two_entries_with_equal_values_are_two_bars()
    {
        Lane lane = Assert.Single(Of(new TestHistory().Entry("t", "a", 5, 9).Entry("t", "a", 5, 9)));

        Assert.Equal([0, 1], lane.Bars.Select(bar => bar.Track));
    }

    [Fact]
    public void Only_entries_within_the_range_have_bars()
    {
        TestHistory history = LongTimeMachine()
            .Entry("before", "a", 2, 4).Entry("into", "a", 2, 6).Entry("through", "a", 2).Entry("out", "a", 7, 12).Entry("after", "a", 11)
            .Entry("some", "a", 2, 3).Entry("some", "b", 3, 6);

        IReadOnlyList<Lane> lanes = Of(history, new TimeRange(TestHistory.Day(5), TestHistory.Day(10)));

        Assert.Equal(["into", "out", "some", "through"], lanes.Select(lane => lane.Tag).Order());
        Assert.All(lanes, lane => Assert.Single(lane.Bars));
        Assert.All(lanes.SelectMany(lane => lane.Marks), mark => Assert.InRange(mark.At, TestHistory.Day(5), TestHistory.Day(10)));
    }

    [Fact]
    public void Each_event_has_a_mark_at_its_time()
    {
        TestHistory history = new TestHistory()
            .Moves("t", null, (2, "a"), (3, "b"), (4, "b"), (5, "!a"))
            .Entry("gone", "a", 10, 12)
            .Entry("goes", "a", 2, 27)
            .Entry("lost", "a", 3, 2);

        IEnumerable<(string, TagEventKind, DateTimeOffset, bool, bool)> marks = Of(history).SelectMany(lane => lane.Marks)
            .Where(mark => mark.Kind is not (TagEventKind.Began or TagEventKind.Created))
            .Select(mark => (mark.Bar.Entry.Name, mark.Kind, mark.At, mark.IsAtStart, mark.IsAtEnd));

        Assert.Equal(
            [
                ("goes", TagEventKind.WillExpire, TestHistory.Day(27), false, true),
                ("gone", TagEventKind.Removed, TestHistory.Day(12), false, true),
                ("lost", TagEventKind.PermanentlyDeleted, TestHistory.Day(16), false, true),
                ("t", TagEventKind.Moved, TestHistory.Day(3), true, false),
                ("t", TagEventKind.PushedAgain, TestHistory.Day(4), true, false),
                ("t", TagEventKind.Reverted, TestHistory.Day(5), true, false),
            ],
            marks.OrderBy(mark => mark.Item1, StringComparer.Ordinal).ThenBy(mark => mark.Item3));
    }

    [Fact]
    public void Return_to_an_earlier_entry_is_marked_within_its_bar()
    {
        Lane lane = Assert.Single(Of(new TestHistory().Entry("t", "a", 2).Entry("t", "b", 5, 9)));

        Mark again = Assert.Single(lane.Marks, mark => mark.Kind == TagEventKind.Moved && mark.At == TestHistory.Day(9));
        Assert.Same(lane.Bars[0], again.Bar);
        Assert.False(again.IsAtStart || again.IsAtEnd);
    }

    [Fact]
    public void Empty_history_has_no_lanes() => Assert.Empty(Of(new TestHistory()));

    private static TestHistory LongTimeMachine() => new() { TimeMachine = TimeSpan.FromDays(60) };

    private static IReadOnlyList<Lane> Of(TestHistory history, TimeRange? range = null) =>
        LaneBuilder.Build(history.Events, range ?? November, ToolRun.Now);

    private static (DateTimeOffset End, BarState State) End(TestHistory history) => End(history, history.TimeMachine);

    private static (DateTimeOffset End, BarState State) End(TestHistory history, TimeSpan? window)
    {
        var timeline = TagTimeline.Of("acme/app", history.Entries, ToolRun.Now, window);
        Bar bar = Assert.Single(Assert.Single(LaneBuilder.Build(timeline.Events, November, ToolRun.Now)).Bars);
        return (bar.End, bar.State);
    }
}
