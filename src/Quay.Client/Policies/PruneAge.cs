using System.Text.RegularExpressions;

namespace Quay.Client;

/// <summary>An age as Quay writes it: <c>90s</c>, <c>30m</c>, <c>12h</c>, <c>7d</c>, <c>2w</c>, <c>1y</c>.</summary>
internal static partial class PruneAge
{
    private static readonly (char Unit, long Seconds)[] Units = [('y', 31_536_000), ('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    /// <summary>The age in the largest unit from days down that it is a whole number of: people write 7d, not 1w.</summary>
    public static string Text(TimeSpan age)
    {
        long seconds = age.Ticks / TimeSpan.TicksPerSecond;
        (char unit, long length) = Units[2..].First(unit => seconds % unit.Seconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / length}{unit}");
    }

    /// <summary>Null for what is none, and for one that is longer than a TimeSpan.</summary>
    public static TimeSpan? Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        long length = Units.First(unit => unit.Unit == match.Groups[2].ValueSpan[0]).Seconds;
        long longest = TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond / length;
        return number >= -longest && number <= longest ? TimeSpan.FromSeconds(number * length) : null;
    }

    [GeneratedRegex(@"^\s*([+-]?[0-9]+)\s*([smhdwy])\z")]
    private static partial Regex Form();
}
