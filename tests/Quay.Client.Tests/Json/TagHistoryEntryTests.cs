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
    public void Entry_is_alive_from_its_start_until_before_its_end(int? start, int? end, long instant, bool alive) =>
        Assert.Equal(alive, Entry(start, end).IsAliveAt(DateTimeOffset.FromUnixTimeSeconds(instant)));

    [Theory]
    [InlineData(100, 99, true)]
    [InlineData(100, 100, false)]
    [InlineData(100, 101, false)]
    [InlineData(100, null, false)]
    [InlineData(null, 100, false)]
    [InlineData(null, null, false)]
    public void Entry_that_ends_before_its_start_is_permanently_deleted(int? start, int? end, bool deleted) =>
        Assert.Equal(deleted, Entry(start, end).IsPermanentlyDeleted);

    [Fact]
    public void IsAliveAt_does_not_depend_on_the_offset_of_the_instant()
    {
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(100);

        Assert.True(Entry(100, 101).IsAliveAt(start.ToOffset(TimeSpan.FromHours(-11))));
        Assert.False(Entry(100, 101).IsAliveAt(start.AddSeconds(1).ToOffset(TimeSpan.FromHours(14))));
    }

    [Fact]
    public void Entry_is_alive_until_the_last_tick_before_its_end() =>
        Assert.True(Entry(100, 200).IsAliveAt(DateTimeOffset.FromUnixTimeSeconds(200).AddTicks(-1)));

    private static TagHistoryEntry Entry(int? start, int? end) => new() { Name = "latest", Start = Time(start), End = Time(end) };

    private static DateTimeOffset? Time(int? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;
}
