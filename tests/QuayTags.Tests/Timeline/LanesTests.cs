using Quay.Client;
using Quay.Client.History;

namespace QuayTags.Tests.Timeline;

public class LanesTests
{
    private static readonly TimeRange November = new(History.Day(1), History.Day(31));

    [Fact]
    public void A_tag_has_a_lane_and_a_row_has_a_bar()
    {
        IReadOnlyList<Lane> lanes = Of(Shop.Large());

        Assert.Equal(30, lanes.Count);
        Assert.Equal(Shop.Large().Rows.Count, lanes.Sum(lane => lane.Bars.Count));
        Assert.All(lanes, lane => Assert.All(lane.Bars, bar => Assert.Equal(lane.Tag, bar.Row.Name)));
        Assert.All(lanes, lane => Assert.Equal(lane.Bars.OrderBy(bar => bar.Start), lane.Bars));
    }

    [Fact]
    public void The_tag_to_which_something_happened_last_comes_first_and_then_the_names_decide()
    {
        IReadOnlyList<Lane> lanes = Of(new History()
            .Row("created", "a", 20)
            .Row("will-expire", "a", 10, 25)
            .Row("deleted", "a", 5, 21)
            .Row("b", "a", 12)
            .Row("a", "a", 12)
            .Add(new TagHistoryEntry { Name = "no-start", ManifestDigest = History.Digest("a") }));

        Assert.Equal(["deleted", "created", "a", "b", "will-expire", "no-start"], lanes.Select(lane => lane.Tag));
    }

    [Fact]
    public void What_happened_after_the_picture_does_not_order_it()
    {
        History history = new History().Row("early", "a", 5, 20).Row("late", "a", 6);

        Assert.Equal(["early", "late"], Of(history).Select(lane => lane.Tag));
        Assert.Equal(["late", "early"], Of(history, new TimeRange(History.Day(1), History.Day(10))).Select(lane => lane.Tag));
    }

    [Fact]
    public void A_bar_ends_with_its_row_or_now()
    {
        Assert.Equal((History.Day(9), BarState.Ended), End(new History { Keeps = TimeSpan.FromDays(60) }.Row("t", "a", 5, 9)));
        Assert.Equal((Sample.Now, BarState.Alive), End(new History().Row("t", "a", 5)));
        Assert.Equal((History.Day(27), BarState.WillExpire), End(new History().Row("t", "a", 5, 27)));
    }

    [Fact]
    public void An_end_before_the_window_is_not_trusted() =>
        Assert.Equal((Sample.Now, BarState.EndUnknown), End(new History().Row("t", "a", 2, 5)));

    [Fact]
    public void A_row_that_ended_as_it_began_is_a_bar_too() =>
        Assert.Equal((History.Day(5), BarState.Ended), End(new History { Keeps = TimeSpan.FromDays(60) }.Row("t", "a", 5, 5)));

    [Fact]
    public void A_row_that_begins_after_the_clock_of_this_machine_ends_no_sooner() =>
        Assert.Equal((History.Day(24), BarState.Alive), End(new History().Row("t", "a", 24)));

    [Fact]
    public void A_permanently_deleted_row_ends_at_the_latest_when_it_was_taken_out()
    {
        History history = new History().Row("t", "a", 5, 4);

        Assert.Equal((History.Day(18), BarState.EndUnknown), End(history));
        Assert.Equal((Sample.Now, BarState.EndUnknown), End(history, window: null));
        Assert.Equal((History.Day(5), BarState.EndUnknown), End(new History().Row("t", "a", 5, -300)));
    }

    [Fact]
    public void A_permanently_deleted_row_ends_when_the_next_one_begins()
    {
        Lane lane = Assert.Single(Of(new History().Row("t", "a", 5, 4).Row("t", "b", 9)));

        Assert.Equal(History.Day(9), lane.Bars[0].End);
        Assert.Equal(1, lane.Tracks);
    }

    [Fact]
    public void A_row_without_a_start_begins_before_everything()
    {
        Lane lane = Assert.Single(Of(new History().Add(new TagHistoryEntry { Name = "t", End = History.Day(9) })));

        Assert.Equal(DateTimeOffset.MinValue, Assert.Single(lane.Bars).Start);
        Assert.Equal([TagEventKind.Removed], lane.Marks.Select(mark => mark.Kind));
    }

    [Fact]
    public void Rows_at_the_same_time_are_one_under_the_other_and_the_others_are_not()
    {
        Lane lane = Assert.Single(Of(new History()
            .Row("t", "a", 2, 5).Row("t", "b", 5, 9).Row("t", "c", 7, 12).Row("t", "d", 8, 10).Row("t", "e", 9, 11).Row("t", "f", 12)));

        Assert.Equal([0, 0, 1, 2, 0, 0], lane.Bars.Select(bar => bar.Track));
        Assert.Equal(3, lane.Tracks);
    }

    [Fact]
    public void Two_rows_of_the_same_values_are_two_bars()
    {
        Lane lane = Assert.Single(Of(new History().Row("t", "a", 5, 9).Row("t", "a", 5, 9)));

        Assert.Equal([0, 1], lane.Bars.Select(bar => bar.Track));
    }

    [Fact]
    public void Rows_outside_of_the_picture_are_left_out_and_those_that_reach_into_it_are_not()
    {
        History history = new History { Keeps = TimeSpan.FromDays(60) }
            .Row("before", "a", 2, 4).Row("into", "a", 2, 6).Row("through", "a", 2).Row("out", "a", 7, 12).Row("after", "a", 11)
            .Row("some", "a", 2, 3).Row("some", "b", 3, 6);

        IReadOnlyList<Lane> lanes = Of(history, new TimeRange(History.Day(5), History.Day(10)));

        Assert.Equal(["into", "out", "some", "through"], lanes.Select(lane => lane.Tag).Order());
        Assert.All(lanes, lane => Assert.Single(lane.Bars));
        Assert.All(lanes.SelectMany(lane => lane.Marks), mark => Assert.InRange(mark.At, History.Day(5), History.Day(10)));
    }

    [Fact]
    public void What_happened_is_marked_where_it_happened()
    {
        History history = new History()
            .Moves("t", null, (2, "a"), (3, "b"), (4, "b"), (5, "!a"))
            .Row("gone", "a", 10, 12)
            .Row("goes", "a", 2, 27)
            .Row("lost", "a", 3, 2);

        IEnumerable<(string, TagEventKind, DateTimeOffset, bool, bool)> marks = Of(history).SelectMany(lane => lane.Marks)
            .Where(mark => mark.Kind is not (TagEventKind.Began or TagEventKind.Created))
            .Select(mark => (mark.Bar.Row.Name, mark.Kind, mark.At, mark.IsAtStart, mark.IsAtEnd));

        Assert.Equal(
            [
                ("goes", TagEventKind.WillExpire, History.Day(27), false, true),
                ("gone", TagEventKind.Removed, History.Day(12), false, true),
                ("lost", TagEventKind.PermanentlyDeleted, History.Day(16), false, true),
                ("t", TagEventKind.Moved, History.Day(3), true, false),
                ("t", TagEventKind.PushedAgain, History.Day(4), true, false),
                ("t", TagEventKind.Reverted, History.Day(5), true, false),
            ],
            marks.OrderBy(mark => mark.Item1, StringComparer.Ordinal).ThenBy(mark => mark.Item3));
    }

    [Fact]
    public void A_tag_that_points_again_at_an_earlier_row_is_marked_in_the_middle_of_its_bar()
    {
        Lane lane = Assert.Single(Of(new History().Row("t", "a", 2).Row("t", "b", 5, 9)));

        Mark again = Assert.Single(lane.Marks, mark => mark.Kind == TagEventKind.Moved && mark.At == History.Day(9));
        Assert.Same(lane.Bars[0], again.Bar);
        Assert.False(again.IsAtStart || again.IsAtEnd);
    }

    [Fact]
    public void Without_rows_there_are_no_lanes() => Assert.Empty(Of(new History()));

    private static IReadOnlyList<Lane> Of(History history, TimeRange? range = null) =>
        Lanes.Of(history.Events, range ?? November, Sample.Now);

    private static (DateTimeOffset End, BarState State) End(History history) => End(history, history.Keeps);

    private static (DateTimeOffset End, BarState State) End(History history, TimeSpan? window)
    {
        Bar bar = Assert.Single(
            Assert.Single(Lanes.Of(TagTimeline.Of("acme/app", history.Rows, Sample.Now, window).Events, November, Sample.Now)).Bars);
        return (bar.End, bar.State);
    }
}
