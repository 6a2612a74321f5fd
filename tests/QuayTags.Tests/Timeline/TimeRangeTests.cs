namespace QuayTags.Tests.Timeline;

public class TimeRangeTests
{
    [Fact]
    public void It_begins_shortly_before_what_happened_first_in_the_window()
    {
        TimeRange range = Of(new TestHistory().Entry("old", "a", -300).Entry("t", "a", 13.5));

        Assert.InRange(range.From, TestHistory.Day(13.1), TestHistory.Day(13.3));
        Assert.InRange(range.To, ToolRun.Now.AddHours(2), ToolRun.Now.AddHours(12));
    }

    [Fact]
    public void It_begins_with_the_history_when_nothing_happened_in_the_window()
    {
        TestHistory outside = new TestHistory().Entry("old", "a", -300).Entry("t", "a", -20);
        TestHistory inside = new TestHistory().Entry("old", "a", -300).Entry("t", "a", 13.5);

        Assert.InRange(Of(outside).From, TestHistory.Day(-312), TestHistory.Day(-301));
        Assert.InRange(Of(inside, window: null).From, TestHistory.Day(-312), TestHistory.Day(-301));
    }

    [Fact]
    public void Without_rows_it_is_the_window()
    {
        TimeRange range = Of(new TestHistory());

        Assert.InRange(range.From, ToolRun.Now.AddDays(-15), ToolRun.Now.AddDays(-14));
        Assert.True(range.To > ToolRun.Now);
    }

    [Fact]
    public void It_is_no_shorter_than_an_hour() =>
        Assert.True(Of(new TestHistory().Entry("t", "a", 23.52)).Length >= TimeSpan.FromHours(1));

    [Fact]
    public void Near_expiries_are_in_it_and_far_ones_leave_the_past_its_room()
    {
        TestHistory near = new TestHistory().Entry("t", "a", 13.5).Entry("near", "a", 13.5, 25.5);
        TestHistory both = new TestHistory().Entry("t", "a", 13.5).Entry("near", "a", 13.5, 25.5).Entry("far", "a", 13.5, 400);
        TestHistory far = new TestHistory().Entry("t", "a", 13.5).Entry("far", "a", 13.5, 400);

        Assert.InRange(Of(near).To, TestHistory.Day(25.5), TestHistory.Day(26.5));
        Assert.InRange(Of(far).To, ToolRun.Now.AddHours(12), ToolRun.Now.AddDays(1));
        Assert.Equal(Of(near).To, Of(both).To);
    }

    [Fact]
    public void What_is_asked_for_is_drawn()
    {
        var asked = new TimeRange(TestHistory.Day(3), TestHistory.Day(40));

        Assert.Equal(asked, TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TestHistory.Window, asked.From, asked.To));
        Assert.Equal(asked.From, TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TestHistory.Window, asked.From).From);
    }

    [Fact]
    public void An_end_before_everything_has_the_window_before_it()
    {
        DateTimeOffset to = TestHistory.Day(-400);

        Assert.Equal(
            new TimeRange(to - TestHistory.Window, to),
            TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TestHistory.Window, to: to));
        Assert.Equal(TimeSpan.FromDays(14), TimeRange.Choose(Shop.Small().Events, ToolRun.Now, TimeSpan.Zero, to: to).Length);
    }

    [Fact]
    public void The_ends_of_all_times_can_be_asked_for()
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
