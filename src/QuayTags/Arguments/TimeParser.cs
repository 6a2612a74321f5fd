using System.Globalization;
using System.Text.RegularExpressions;

namespace QuayTags;

/// <summary>Reads the times that users type: ISO 8601 with its offset from UTC, or how far from now.</summary>
internal static partial class TimeParser
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'",
    ];

    /// <summary>A time to come: a duration counts forwards.</summary>
    /// <exception cref="ArgumentException">It is no time, or not to come.</exception>
    public static DateTimeOffset ParseFuture(string text, DateTimeOffset now)
    {
        DateTimeOffset time = Duration(text) is { } duration ? now + duration : Instant(text);
        return time > now ? time : throw new ArgumentException($"'{text}' is not in the future. It is now {now:u}.");
    }

    /// <summary>A time that was, or now: a duration counts backwards.</summary>
    /// <exception cref="ArgumentException">It is no time, or to come.</exception>
    public static DateTimeOffset ParsePast(string text, DateTimeOffset now)
    {
        DateTimeOffset time = Parse(text, now);
        return time <= now ? time : throw new ArgumentException($"'{text}' is in the future. It is now {now:u}.");
    }

    /// <summary>Any time: a duration counts backwards.</summary>
    /// <exception cref="ArgumentException">It is no time.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now) => Duration(text) is { } duration ? now - duration : Instant(text);

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new ArgumentException(
                $"'{text}' is not a time. Examples are 2030-01-31T12:00:00Z, 2030-01-31T12:00:00+01:00, 30d and 12h.");

    private static TimeSpan? Duration(string text)
    {
        if (DurationPattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        int number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "w" => TimeSpan.FromDays(7 * number),
            "d" => TimeSpan.FromDays(number),
            "h" => TimeSpan.FromHours(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    // So short a number that no time overflows.
    [GeneratedRegex(@"^([0-9]{1,5})([wdhms])\z")]
    private static partial Regex DurationPattern();
}
