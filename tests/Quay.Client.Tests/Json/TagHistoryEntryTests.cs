namespace Quay.Client.Tests.Json;

public class TagHistoryEntryTests
{
    [Theory]
    [InlineData(100, 200, 99, false)]
    [InlineData(100, 200, 100, true)]
    [InlineData(100, 200, 199, true)]
    [InlineData(100, 200, 200, false)]
    [InlineData(100, 200, 201, false)]
    [InlineData(100, null, 99, false)]
    [InlineData(100, null, 100, true)]
    [InlineData(100, null, 9_999_999_999, true)]
    [InlineData(null, 200, 0, true)]
    [InlineData(null, 200, 199, true)]
    [InlineData(null, 200, 200, false)]
    [InlineData(null, null, 0, true)]
    [InlineData(100, 100, 99, false)]
    [InlineData(100, 100, 100, false)]
    [InlineData(100, 100, 101, false)]
    [InlineData(100, 50, 49, false)]
    [InlineData(100, 50, 50, false)]
    [InlineData(100, 50, 75, false)]
    [InlineData(100, 50, 100, false)]
    [InlineData(100, 50, 101, false)]
    public void A_row_is_alive_from_its_start_until_before_its_end(int? start, int? end, long instant, bool alive) =>
        Assert.Equal(alive, Row(start, end).IsAliveAt(DateTimeOffset.FromUnixTimeSeconds(instant)));

    [Theory]
    [InlineData(100, 99, true)]
    [InlineData(100, 100, false)]
    [InlineData(100, 101, false)]
    [InlineData(100, null, false)]
    [InlineData(null, 100, false)]
    [InlineData(null, null, false)]
    public void A_row_that_ends_before_it_starts_was_permanently_deleted(int? start, int? end, bool deleted) =>
        Assert.Equal(deleted, Row(start, end).IsPermanentlyDeleted);

    [Fact]
    public void The_time_zone_of_the_question_does_not_matter()
    {
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(100);

        Assert.True(Row(100, 101).IsAliveAt(start.ToOffset(TimeSpan.FromHours(-11))));
        Assert.False(Row(100, 101).IsAliveAt(start.AddSeconds(1).ToOffset(TimeSpan.FromHours(14))));
    }

    [Fact]
    public void A_fraction_of_the_last_second_counts() =>
        Assert.True(Row(100, 200).IsAliveAt(DateTimeOffset.FromUnixTimeSeconds(200).AddTicks(-1)));

    private static TagHistoryEntry Row(int? start, int? end) => new() { Name = "latest", Start = Time(start), End = Time(end) };

    private static DateTimeOffset? Time(int? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;
}
