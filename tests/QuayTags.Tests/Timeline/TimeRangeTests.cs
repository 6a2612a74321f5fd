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
    public void Range_includes_earlier_events_if_the_window_has_none()
    {
        TestHistory outside = new TestHistory().Entry("old", "a", -20).Entry("t", "a", -10);

        Assert.InRange(Of(outside).From, TestHistory.Day(-22), TestHistory.Day(-20.1));
        Assert.True(Of(outside).To > ToolRun.Now);
    }

    [Theory]
    [InlineData(14.0)]
    [InlineData(180.0)]
    [InlineData(3650.0)]
    [InlineData(0.0)]
    [InlineData(null)]
    public void Old_tag_that_never_moved_does_not_stretch_the_range(double? window)
    {
        TestHistory history = Enumerable.Range(0, 10).Aggregate(
            new TestHistory().Entry("old", "a", -5 * 365),
            (history, i) => history.Entry($"t{i}", "b", 17 + (i * 0.6)));

        TimeRange range = Of(history, window is { } days ? TimeSpan.FromDays(days) : null);

        Assert.InRange(range.From, TestHistory.Day(16.5), TestHistory.Day(16.99));
        Assert.InRange(range.To, ToolRun.Now, ToolRun.Now.AddDays(1));
    }

    [Fact]
    public void Range_of_an_old_history_shows_its_events_and_not_the_years_since_then()
    {
        TestHistory history = Enumerable.Range(0, 10).Aggregate(
            new TestHistory().Entry("older", "a", -4000),
            (history, i) => history.Entry($"t{i}", "b", -1000 + i));

        TimeRange range = Of(history);

        Assert.InRange(range.From, TestHistory.Day(-1001), TestHistory.Day(-1000.1));
        Assert.InRange(range.To, TestHistory.Day(-990.9), TestHistory.Day(-990));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-1000)]
    public void Events_in_one_second_are_within_the_range(double day)
    {
        TimeRange range = Of(new TestHistory().Entry("t", "a", day).Entry("u", "b", day).Entry("v", "c", day));

        Assert.True(range.Contains(TestHistory.Day(day)));
        Assert.InRange(range.Length, TimeSpan.FromMinutes(10), TimeSpan.FromDays(5));
        Assert.True(range.From < TestHistory.Day(day));
    }

    [Theory]
    [InlineData(23.5)]
    [InlineData(10)]
    [InlineData(-2000)]
    public void Range_of_one_event_is_from_the_event_to_now(double day)
    {
        TimeRange range = Of(new TestHistory().Entry("t", "a", day));

        Assert.True(range.From < TestHistory.Day(day));
        Assert.True(range.To > ToolRun.Now);
        Assert.True(range.Length < (ToolRun.Now - TestHistory.Day(day)) * 1.1 + TimeSpan.FromHours(2));
    }

    [Fact]
    public void Range_without_past_events_shows_the_expirations()
    {
        TestHistory Future(double end) => new TestHistory()
            .Add(new Quay.Client.TagHistoryEntry { Name = "t", End = TestHistory.Day(end) })
            .Add(new Quay.Client.TagHistoryEntry { Name = "far", End = TestHistory.Day(4000) });

        Assert.InRange(Of(Future(25)).To, TestHistory.Day(25), TestHistory.Day(27));
        Assert.InRange(Of(Future(25)).From, ToolRun.Now.AddHours(-2), ToolRun.Now);
        Assert.InRange(Of(Future(300)).To, TestHistory.Day(300), TestHistory.Day(320));
    }

    [Fact]
    public void Range_of_an_empty_history_is_the_window()
    {
        TimeRange range = Of(new TestHistory());

        Assert.InRange(range.From, ToolRun.Now.AddDays(-15), ToolRun.Now.AddDays(-14));
        Assert.True(range.To > ToolRun.Now);
    }

    [Fact]
    public void Range_of_a_young_history_is_at_least_ten_minutes_and_less_than_an_hour() => Assert.InRange(
        Of(new TestHistory().Entry("t", "a", 23.52)).Length, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));

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
