using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Quay.Client.Tests.Json;

public class UnixSecondsConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new UnixSecondsConverter() } };

    [Fact]
    public void Unix_seconds_are_read_as_an_instant_in_UTC()
    {
        DateTimeOffset time = Read("1795436671");

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 24, 31, TimeSpan.Zero), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1795436671.0")]
    [InlineData("1e3")]
    [InlineData("\"1795436671\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("99999999999999999999")]
    public void JSON_that_is_not_a_time_in_whole_seconds_is_rejected(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void Unix_seconds_within_the_range_of_DateTimeOffset_are_accepted()
    {
        Assert.Equal(UnixSeconds.First, Read(Text(UnixSeconds.First)).ToUnixTimeSeconds());
        Assert.Equal(UnixSeconds.Last, Read(Text(UnixSeconds.Last)).ToUnixTimeSeconds());
        Assert.Throws<JsonException>(() => Read(Text(UnixSeconds.First - 1)));
        Assert.Throws<JsonException>(() => Read(Text(UnixSeconds.Last + 1)));
    }

    [Fact]
    public void Unix_milliseconds_are_rejected() => Assert.Throws<JsonException>(() => Read("1795436671000"));

    [Fact]
    public void Unix_seconds_are_read_and_written_without_loss() =>
        UnixSeconds.Any.Sample(second => JsonSerializer.Serialize(Read(Text(second)), Options) == Text(second), iter: 5_000);

    private static DateTimeOffset Read(string json) => JsonSerializer.Deserialize<DateTimeOffset>(json, Options);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
