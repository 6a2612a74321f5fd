namespace QuayTags.Tests.Timeline;

public class BarBoxTests
{
    // Ten units per day.
    private static readonly TimeScale Scale = new(new TimeRange(TestHistory.Day(5), TestHistory.Day(25)), 100, 300);

    private static readonly double Now = Scale.X(ToolRun.Now);

    [Fact]
    public void Bar_is_drawn_at_its_time_and_within_the_picture() => Assert.Equal(
        [new BarBox(100, 120), new BarBox(120, 150), new BarBox(150, Now)],
        Of(new TestHistory().Moves("t", null, (1, "a"), (7, "b"), (10, "c"))));

    [Theory]
    [InlineData(10)]
    [InlineData(10.01)]
    public void Very_short_bar_has_the_minimum_width_and_shifts_the_next_bar(double end) => Assert.Equal(
        [new BarBox(150, 154), new BarBox(154, Now)],
        Of(new TestHistory().Entry("t", "a", 10, end).Entry("t", "b", end)).Select(box => new BarBox(Math.Round(box.Left, 6), box.Right)));

    [Fact]
    public void Many_short_bars_stay_near_their_times()
    {
        TestHistory history = Enumerable.Range(0, 50)
            .Aggregate(new TestHistory(), (history, i) => history.Entry("t", "a", 10 + (i * 0.01), 10.01 + (i * 0.01)));

        BarBox[] boxes = Of(history);

        Assert.Equal(50, boxes.Length);
        Assert.All(boxes, (box, i) => Assert.InRange(box.Left - (150 + (i * 0.1)), -1e-6, 12 + 1e-6));
    }

    [Fact]
    public void Bar_at_the_right_edge_has_the_minimum_width()
    {
        var range = new TimeRange(TestHistory.Day(5), TestHistory.Day(20));

        BarBox box = Assert.Single(BarBox.Of(Lane(new TestHistory().Entry("t", "a", 20, 22)), Scale with { Range = range }));

        Assert.Equal(new BarBox(296, 300), box);
    }

    [Fact]
    public void Bars_in_different_tracks_do_not_shift_each_other() => Assert.Equal(
        [new BarBox(150, 250), new BarBox(170, 200)],
        Of(new TestHistory().Entry("t", "a", 10, 20).Entry("t", "b", 12, 15)));

    private static BarBox[] Of(TestHistory history) => BarBox.Of(Lane(history), Scale);

    private static Lane Lane(TestHistory history) => Assert.Single(LaneBuilder.Build(history.Events, Scale.Range, ToolRun.Now));
}
