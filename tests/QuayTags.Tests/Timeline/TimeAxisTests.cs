using CsCheck;

namespace QuayTags.Tests.Timeline;

public class TimeAxisTests
{
    private const double Character = 7;

    [Theory]
    [InlineData(
        "2026-11-09T12:30Z",
        "2026-11-23T12:30Z",
        1000,
        "Tue 10|Wed 11|Thu 12|Fri 13|Sat 14|Sun 15|Mon 16|Tue 17|Wed 18|Thu 19|Fri 20|Sat 21|Sun 22|Mon 23",
        "November 2026")]
    [InlineData(
        "2026-11-22T12:30Z",
        "2026-11-23T12:30Z",
        600,
        "15:00|18:00|21:00|00:00|03:00|06:00|09:00|12:00",
        "Sun 22 Nov 2026|Mon 23 Nov 2026")]
    [InlineData(
        "2026-11-23T11:58:30Z",
        "2026-11-23T12:00:00Z",
        600,
        "11:58:30|11:58:45|11:59:00|11:59:15|11:59:30|11:59:45|12:00:00",
        "Mon 23 Nov 2026")]
    [InlineData("2026-11-23T12:00Z", "2026-11-23T13:00Z", 400, "12:00|12:15|12:30|12:45|13:00", "Mon 23 Nov 2026")]
    [InlineData("2026-12-20T00:00Z", "2027-01-20T00:00Z", 400, "21 Dec|28 Dec|4 Jan|11 Jan|18 Jan", "2026|2027")]
    [InlineData("2026-05-15T00:00Z", "2027-02-15T00:00Z", 400, "Jun|Jul|Aug|Sep|Oct|Nov|Dec|Jan|Feb", "2026|2027")]
    [InlineData("2026-05-01T00:00Z", "2028-05-01T00:00Z", 200, "Jul|Jan|Jul|Jan", "2026|2027|2028")]
    [InlineData("2016-05-15T00:00Z", "2031-02-15T00:00Z", 200, "2020|2025|2030", "")]
    [InlineData(
        "0001-01-01T00:00Z",
        "9999-12-31T00:00Z",
        1000,
        "0500|1000|1500|2000|2500|3000|3500|4000|4500|5000|5500|6000|6500|7000|7500|8000|8500|9000|9500",
        "")]
    public void Ticks_are_at_round_times_and_headings_show_the_rest_of_the_date(
        string from, string to, double width, string ticks, string headings)
    {
        TimeAxis axis = Of(from, to, width);

        string[] labels = [.. axis.Ticks.Select(tick => tick.Label)];
        Assert.Equal(ticks.Split('|'), labels[0] == "0001" ? labels[1..] : labels);
        Assert.Equal(headings.Split('|'), axis.Headings.Select(heading => heading.Label));
    }

    [Fact]
    public void Headings_are_at_the_edge_and_where_they_change()
    {
        TimeAxis axis = Of("2026-11-25T12:00Z", "2026-12-05T12:00Z", 800);

        Assert.Equal(
            [("November 2026", DateTimeOffset.Parse("2026-11-25T12:00Z", null)), ("December 2026", DateTimeOffset.Parse(
                "2026-12-01T00:00Z", null))],
            axis.Headings.Select(heading => (heading.Label, heading.At)));
    }

    [Fact]
    public void Offset_of_the_range_does_not_change_the_axis() =>
        Assert.Equal(
            Of("2026-11-22T12:30Z", "2026-11-23T12:30Z", 600).Ticks,
            Of("2026-11-22T22:30+10:00", "2026-11-23T07:30-05:00", 600).Ticks);

    [Fact]
    public void Labels_of_any_range_are_within_it_and_do_not_overlap() => Gen.Select(
        Gen.Long[0, DateTimeOffset.MaxValue.Ticks - 1], Gen.Double[0, 18.4], Gen.Double[300, 1200]).Sample((start, magnitude, width) =>
    {
        // From one second to the longest possible range.
        long length = Math.Clamp((long)Math.Pow(10, magnitude), TimeSpan.TicksPerSecond, DateTimeOffset.MaxValue.Ticks);
        start = Math.Min(start, DateTimeOffset.MaxValue.Ticks - length);
        var range = new TimeRange(new DateTimeOffset(start, TimeSpan.Zero), new DateTimeOffset(start + length, TimeSpan.Zero));
        var scale = new TimeScale(range, 100, 100 + width);

        IReadOnlyList<Tick> ticks = TimeAxis.Of(scale, Character).Ticks;

        Assert.All(ticks, tick => Assert.True(range.Contains(tick.At)));
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.True(
            scale.X(pair.Second.At) - scale.X(pair.First.At) >= pair.First.Label.Length * Character * 0.9, $"{pair}"));
        Assert.True(length < 10 * TimeSpan.TicksPerSecond || ticks.Count > 0);
    }, iter: 2000);

    private static TimeAxis Of(string from, string to, double width) => TimeAxis.Of(
        new TimeScale(new TimeRange(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)), 0, width), Character);
}
