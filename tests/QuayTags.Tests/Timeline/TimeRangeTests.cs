namespace QuayTags.Tests.Timeline;

public class TimeRangeTests
{
    [Fact]
    public void It_begins_shortly_before_what_happened_first_in_the_window()
    {
        TimeRange range = Of(new History().Row("old", "a", -300).Row("t", "a", 13.5));

        Assert.InRange(range.From, History.Day(13.1), History.Day(13.3));
        Assert.InRange(range.To, Sample.Now.AddHours(2), Sample.Now.AddHours(12));
    }

    [Fact]
    public void It_begins_with_the_history_when_nothing_happened_in_the_window()
    {
        Assert.InRange(Of(new History().Row("old", "a", -300).Row("t", "a", -20)).From, History.Day(-312), History.Day(-301));
        Assert.InRange(
            Of(new History().Row("old", "a", -300).Row("t", "a", 13.5), window: null).From, History.Day(-312), History.Day(-301));
    }

    [Fact]
    public void Without_rows_it_is_the_window()
    {
        TimeRange range = Of(new History());

        Assert.InRange(range.From, Sample.Now.AddDays(-15), Sample.Now.AddDays(-14));
        Assert.True(range.To > Sample.Now);
    }

    [Fact]
    public void It_is_no_shorter_than_an_hour() => Assert.True(Of(new History().Row("t", "a", 23.52)).Length >= TimeSpan.FromHours(1));

    [Fact]
    public void Near_expiries_are_in_it_and_far_ones_leave_the_past_its_room()
    {
        History near = new History().Row("t", "a", 13.5).Row("near", "a", 13.5, 25.5);
        History far = new History().Row("t", "a", 13.5).Row("far", "a", 13.5, 400);

        Assert.InRange(Of(near).To, History.Day(25.5), History.Day(26.5));
        Assert.InRange(Of(far).To, Sample.Now.AddHours(12), Sample.Now.AddDays(1));
        Assert.Equal(Of(near).To, Of(new History().Row("t", "a", 13.5).Row("near", "a", 13.5, 25.5).Row("far", "a", 13.5, 400)).To);
    }

    [Fact]
    public void What_is_asked_for_is_drawn()
    {
        var asked = new TimeRange(History.Day(3), History.Day(40));

        Assert.Equal(asked, TimeRange.Choose(Shop.Small().Events, Sample.Now, History.Window, asked.From, asked.To));
        Assert.Equal(asked.From, TimeRange.Choose(Shop.Small().Events, Sample.Now, History.Window, asked.From).From);
    }

    [Fact]
    public void An_end_before_everything_has_the_window_before_it()
    {
        DateTimeOffset to = History.Day(-400);

        Assert.Equal(new TimeRange(to - History.Window, to), TimeRange.Choose(Shop.Small().Events, Sample.Now, History.Window, to: to));
        Assert.Equal(TimeSpan.FromDays(14), TimeRange.Choose(Shop.Small().Events, Sample.Now, TimeSpan.Zero, to: to).Length);
    }

    [Fact]
    public void The_ends_of_all_times_can_be_asked_for()
    {
        Assert.True(TimeRange.Choose([], Sample.Now, History.Window, to: DateTimeOffset.MinValue).Length > TimeSpan.Zero);
        Assert.Equal(
            DateTimeOffset.MaxValue,
            TimeRange.Choose([], Sample.Now, TimeSpan.MaxValue, DateTimeOffset.MinValue, DateTimeOffset.MaxValue).To);
        Assert.True(TimeRange.Choose([], DateTimeOffset.MaxValue, History.Window).Length > TimeSpan.Zero);
    }

    private static TimeRange Of(History history) => Of(history, History.Window);

    private static TimeRange Of(History history, TimeSpan? window) => TimeRange.Choose(history.Events, Sample.Now, window);
}
