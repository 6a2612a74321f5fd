using System.Globalization;
using System.Text.RegularExpressions;

namespace QuayTags;

/// <summary>Parses times: ISO 8601 with an offset from UTC, or a duration from now.</summary>
internal static partial class TimeParser
{
    private const string Now = "now";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'",
    ];

    /// <summary>Parses a future time. A duration counts forwards from now.</summary>
    /// <exception cref="ArgumentException">The text is not a time, or the time is not in the future.</exception>
    public static DateTimeOffset ParseFuture(string text, DateTimeOffset now)
    {
        DateTimeOffset time = Duration(text) is { } duration ? now + duration : Instant(text);
        return time > now ? time : throw new ArgumentException($"'{text}' is not in the future. It is now {now:u}.");
    }

    /// <summary>Parses a past time, or now. A duration counts backwards from now.</summary>
    /// <exception cref="ArgumentException">The text is not a time, or the time is in the future.</exception>
    public static DateTimeOffset ParsePast(string text, DateTimeOffset now)
    {
        DateTimeOffset time = Parse(text, now);
        return time <= now ? time : throw new ArgumentException($"'{text}' is in the future. It is now {now:u}.");
    }

    /// <summary>Parses any time. A duration counts backwards from now.</summary>
    /// <exception cref="ArgumentException">The text is not a time.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now) =>
        text == Now ? now : Duration(text) is { } duration ? now - duration : Instant(text);

    /// <summary>Determines whether the text is a duration or "now", so that the time depends on the clock.</summary>
    public static bool IsRelative(string text) => text == Now || DurationPattern().IsMatch(text);

    /// <summary>Parses a duration.</summary>
    /// <exception cref="ArgumentException">The text is not a duration.</exception>
    public static TimeSpan ParseDuration(string text) =>
        Duration(text) is { } duration && duration > TimeSpan.Zero
            ? duration
            : throw new ArgumentException($"'{text}' is not a duration of at least one second. Examples are 30d and 12h.");

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

    // Five digits, so that no time overflows.
    [GeneratedRegex(@"^([0-9]{1,5})([wdhms])\z")]
    private static partial Regex DurationPattern();
}
