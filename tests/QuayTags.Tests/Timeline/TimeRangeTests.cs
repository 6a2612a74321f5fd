namespace QuayTags.Tests.Timeline;

public class TimeRangeTests
{
    [Fact]
    public void Range_begins_shortly_before_the_first_event_in_the_window()
    {
        TimeRange range = Of(new TestHistory().Entry("old", "a", -300).Entry("t", "a", 13.5));

        Assert.InRange(range.From, TestHistory.Day(13.1), TestHistory.Day(13.3));
        Assert.InRange(range.To, ToolRun.Now.AddHours(2), ToolRun.Now.AddHours(12));
    }

    [Fact]
    public void Range_begins_with_the_history_if_the_window_has_no_events()
    {
        TestHistory outside = new TestHistory().Entry("old", "a", -300).Entry("t", "a", -20);
        TestHistory inside = new TestHistory().Entry("old", "a", -300).Entry("t", "a", 13.5);

        Assert.InRange(Of(outside).From, TestHistory.Day(-312), TestHistory.Day(-301));
        Assert.InRange(Of(inside, window: null).From, TestHistory.Day(-312), TestHistory.Day(-301));
    }

    [Fact]
    public void Range_of_an_empty_history_is_the_window()
    {
        TimeRange range = Of(new TestHistory());

        Assert.InRange(range.From, ToolRun.Now.AddDays(-15), ToolRun.Now.AddDays(-14));
        Assert.True(range.To > ToolRun.Now);
    }

    [Fact]
    public void Range_is_at_least_an_hour() =>
        Assert.True(Of(new TestHistory().Entry("t", "a", 23.52)).Length >= TimeSpan.FromHours(1));

    [Fact]
    public void Range_includes_near_expirations_but_not_far_ones()
    {
        TestHistory near = new TestHistory().Entry("t", "a", 13.5).Entry("near", "a", 13.5, 25.5);
        TestHistory both = new TestHistory().Entry("t", "a", 13.5).Entry("near", "a", 13.5, 25.5).Entry("far", "a", 13.5, 400);
        TestHistory far = new TestHistory().Entry("t", "a", 13.5).Entry("far", "a", 13.5, 400);

        Assert.InRange(Of(near).To, TestHistory.Day(25.5), TestHistory.Day(26.5));
        Assert.InRange(Of(far).To, ToolRun.Now.AddHours(12), ToolRun.Now.AddDays(1));
        Assert.Equal(Of(near).To, Of(both).To);
    }

    [Fact]
    public void Requested_range_is_used()
    {
        var requested = new TimeRange(TestHistory.Day(3), TestHistory.Day(40));

        Assert.Equal(requested, TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TestHistory.Window, requested.From, requested.To));
        Assert.Equal(requested.From, TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TestHistory.Window, requested.From).From);
    }

    [Fact]
    public void Range_before_all_events_is_as_long_as_the_window()
    {
        DateTimeOffset to = TestHistory.Day(-400);

        Assert.Equal(
            new TimeRange(to - TestHistory.Window, to),
            TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TestHistory.Window, to: to));
        Assert.Equal(TimeSpan.FromDays(14), TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TimeSpan.Zero, to: to).Length);
    }

    [Fact]
    public void Earliest_and_latest_possible_times_can_be_requested()
    {
        Assert.True(TimeRange.Choose([], ToolRun.Now, TestHistory.Window, to: DateTimeOffset.MinValue).Length > TimeSpan.Zero);
        Assert.Equal(
            DateTimeOffset.MaxValue,
            TimeRange.Choose([], ToolRun.Now, TimeSpan.MaxValue, DateTimeOffset.MinValue, DateTimeOffset.MaxValue).To);
        Assert.True(TimeRange.Choose([], DateTimeOffset.MaxValue, TestHistory.Window).Length > TimeSpan.Zero);
    }

    private static TimeRange Of(TestHistory history) => Of(history, TestHistory.Window);

    private static TimeRange Of(TestHistory history, TimeSpan? window) => TimeRange.Choose(history.Events, ToolRun.Now, window);
}
