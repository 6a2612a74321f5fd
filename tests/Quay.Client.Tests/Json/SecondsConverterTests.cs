using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Quay.Client.Tests.Json;

public class SecondsConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new SecondsConverter() } };

    private static readonly long Longest = (long)TimeSpan.MaxValue.TotalSeconds;

    [Fact]
    public void Seconds_are_read_as_a_duration()
    {
        Assert.Equal(TimeSpan.FromDays(14), Read("1209600"));
        Assert.Equal(TimeSpan.Zero, Read("0"));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("\"1209600\"")]
    [InlineData("\"2w\"")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("99999999999999999999")]
    public void JSON_that_is_not_a_duration_in_whole_seconds_is_rejected(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void Seconds_within_the_range_of_TimeSpan_are_accepted()
    {
        Assert.Equal(Longest, (long)Read(Text(Longest)).TotalSeconds);
        Assert.Equal(-Longest, (long)Read(Text(-Longest)).TotalSeconds);
        Assert.Throws<JsonException>(() => Read(Text(Longest + 1)));
        Assert.Throws<JsonException>(() => Read(Text(-Longest - 1)));
    }

    [Fact]
    public void Duration_in_seconds_is_read_and_written_without_loss() =>
        Gen.Long[-900_000_000_000, 900_000_000_000]
            .Sample(seconds => JsonSerializer.Serialize(Read(Text(seconds)), Options) == Text(seconds), iter: 5_000);

    private static TimeSpan Read(string json) => JsonSerializer.Deserialize<TimeSpan>(json, Options);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
