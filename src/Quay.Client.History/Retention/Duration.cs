using System.Text.RegularExpressions;

namespace Quay.Client.History;

/// <summary>Converts durations to and from text such as <c>30d</c>.</summary>
internal static partial class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    private static readonly (char Unit, string Word, long Seconds)[] Units =
        [('w', "week", 604_800), ('d', "day", 86_400), ('h', "hour", 3_600), ('m', "minute", 60), ('s', "second", 1)];

    // Checks that a text can represent a duration.
    public static TimeSpan? Check(TimeSpan? value, TimeSpan least, string parameter) =>
        value is null || (value >= least && value <= Longest && value.Value.Ticks % TimeSpan.TicksPerSecond == 0)
            ? value
            : throw new ArgumentOutOfRangeException(
                parameter, $"{parameter} must be from {Words(least)} to 36500 days, in whole seconds, not {value}.");

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (Pattern().Match(text ?? "") is not { Success: true } match)
        {
            return false;
        }

        long number = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        double seconds = (double)number * Units.Single(unit => unit.Unit == match.Groups[2].ValueSpan[0]).Seconds;
        duration = seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : default;
        return seconds <= Longest.TotalSeconds;
    }

    // Returns a text such as `30d`.
    public static string Text(TimeSpan duration)
    {
        (long count, (char unit, _, _)) = Split(duration, fromWeeks: true);
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }

    // Returns a text such as `30 days`.
    public static string Words(TimeSpan duration)
    {
        (long count, (_, string word, _)) = Split(duration, fromWeeks: false);
        return Counted.Of(count, word);
    }

    private static (long Count, (char Unit, string Word, long Seconds) Unit) Split(TimeSpan duration, bool fromWeeks)
    {
        long seconds = duration.Ticks / TimeSpan.TicksPerSecond;
        var unit = Units.Skip(fromWeeks ? 0 : 1).First(unit => seconds % unit.Seconds == 0 && (seconds > 0 || unit.Unit == 's'));
        return (seconds / unit.Seconds, unit);
    }

    [GeneratedRegex(@"^([0-9]{1,10})([wdhms])\z")]
    private static partial Regex Pattern();
}
