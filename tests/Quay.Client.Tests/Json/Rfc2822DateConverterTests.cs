using System.Text;
using System.Text.Json;
using CsCheck;

namespace Quay.Client.Tests.Json;

public class Rfc2822DateConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new Rfc2822DateConverter() } };

    private static readonly DateTimeOffset Expected = new(2024, 5, 14, 14, 48, 51, TimeSpan.Zero);

    [Theory]
    [InlineData("Tue, 14 May 2024 14:48:51 -0000")]
    [InlineData("Tue, 14 May 2024 14:48:51 +0000")]
    [InlineData("Tue, 14 May 2024 14:48:51 GMT")]
    [InlineData("Tue, 14 May 2024 16:48:51 +0200")]
    [InlineData("14 May 2024 14:48:51 -0000")]
    public void Date_is_read_as_an_instant_in_UTC(string text)
    {
        DateTimeOffset date = Read($"\"{text}\"");

        Assert.Equal(Expected, date);
        Assert.Equal(TimeSpan.Zero, date.Offset);
    }

    [Fact]
    public void Date_with_JSON_escapes_is_read() => Assert.Equal(Expected, Read("\"Tue, 14 May 2024 14:48:51 \\u002d0000\""));

    [Fact]
    public void Date_split_over_two_buffers_is_read()
    {
        byte[] json = "\"Tue, 14 May 2024 14:48:51 -0000\""u8.ToArray();

        for (int cut = 1; cut < json.Length; cut++)
        {
            var reader = new Utf8JsonReader(SplitBuffer.Of(json, cut));
            Assert.Equal(Expected, JsonSerializer.Deserialize<DateTimeOffset>(ref reader, Options));
        }
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"soon\"")]
    [InlineData("\"Mon, 14 May 2024 14:48:51 -0000\"")]
    [InlineData("\"Tue, 32 May 2024 14:48:51 -0000\"")]
    [InlineData("\"Tue, 14 Mai 2024 14:48:51 -0000\"")]
    [InlineData("\"Tue, 14 May 2024 25:48:51 -0000\"")]
    [InlineData("\"Tue, 14 May 2024 14:48 o'clock\"")]
    [InlineData("\"Tue, 14 May 2024 14:48:51 x0000\"")]
    [InlineData("\"Tue, 14 May 2024 14:48:51 10000\"")]
    [InlineData("\"Tue, 14 May 2024 14:48:51\"")]
    [InlineData("\"12:00\"")]
    [InlineData("\"14 May\"")]
    [InlineData("1715698131")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("null")]
    public void JSON_that_is_not_an_RFC_2822_date_is_rejected(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void Date_is_written_in_the_format_of_Quay()
    {
        Assert.Equal("\"Tue, 14 May 2024 14:48:51 -0000\"", JsonSerializer.Serialize(Expected, Options));
        Assert.Equal("\"Tue, 14 May 2024 14:48:51 -0000\"", JsonSerializer.Serialize(Expected.ToOffset(TimeSpan.FromHours(2)), Options));
    }

    [Fact]
    public void Date_in_whole_seconds_is_written_and_read_without_loss() => UnixSeconds.Any.Sample(
        second => Read(JsonSerializer.Serialize(DateTimeOffset.FromUnixTimeSeconds(second), Options)).ToUnixTimeSeconds() == second,
        iter: 5_000);

    private static DateTimeOffset Read(string json) => JsonSerializer.Deserialize<DateTimeOffset>(Encoding.UTF8.GetBytes(json), Options);
}
