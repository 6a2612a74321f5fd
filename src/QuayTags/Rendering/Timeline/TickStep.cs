using System.Globalization;

namespace QuayTags;

/// <summary>Represents the distance between the ticks of an axis, and their labels.</summary>
/// <param name="Duration">The duration of the step; zero if it is a number of months.</param>
/// <param name="Months">The number of months; zero if the step is a duration.</param>
/// <param name="Label">The format of the label of each tick.</param>
/// <param name="Heading">The format of the heading above several ticks, or null.</param>
internal sealed record TickStep(TimeSpan Duration, int Months, string Label, string? Heading)
{
    private const string Day = "ddd d MMM yyyy";

    public static IReadOnlyList<TickStep> All { get; } =
    [
        .. Seconds("HH:mm:ss", 1, 5, 15, 30),
        .. Seconds("HH:mm", 60, 5 * 60, 15 * 60, 30 * 60, 3600, 3 * 3600, 6 * 3600, 12 * 3600),
        .. new[] { 1, 2 }.Select(days => new TickStep(TimeSpan.FromDays(days), 0, "ddd d", "MMMM yyyy")),
        .. new[] { 7, 14, 28 }.Select(days => new TickStep(TimeSpan.FromDays(days), 0, "d MMM", "yyyy")),
        .. new[] { 1, 3, 6 }.Select(months => new TickStep(TimeSpan.Zero, months, "MMM", "yyyy")),
        .. new[] { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 }.Select(years => new TickStep(TimeSpan.Zero, 12 * years, "yyyy", null)),
    ];

    /// <summary>Gets the approximate duration of the step.</summary>
    public TimeSpan Length => Months > 0 ? TimeSpan.FromDays(30 * Months) : Duration;

    /// <summary>Gets the maximum length of a label.</summary>
    public int LabelLength => LabelOf(new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc)).Length;

    /// <summary>Gets the last tick that is not after a time, in UTC.</summary>
    public DateTime Floor(DateTime time)
    {
        if (Months == 0)
        {
            // 0001-01-01 was a Monday, so weeks begin on Mondays.
            return time.AddTicks(-(time.Ticks % Duration.Ticks));
        }

        // Counted from a year 0, so that steps of five or ten years fall on round years.
        int months = (12 * time.Year) + time.Month - 1;
        months -= months % Months;
        return months < 12 ? DateTime.MinValue : new DateTime(months / 12, (months % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
    }

    /// <summary>Gets the next tick, or null if it would be later than the latest possible time.</summary>
    public DateTime? After(DateTime tick)
    {
        if (Months == 0)
        {
            return DateTime.MaxValue - tick > Duration ? tick + Duration : null;
        }

        // If the tick is 0001-01-01, the next one is a round year again.
        int months = (12 * tick.Year) + tick.Month - 1;
        months += Months - (months % Months);
        return months / 12 <= DateTime.MaxValue.Year ? new DateTime(months / 12, (months % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc) : null;
    }

    public string LabelOf(DateTime time) => time.ToString(Label, CultureInfo.InvariantCulture);

    public string HeadingOf(DateTime time) => Heading is null ? "" : time.ToString(Heading, CultureInfo.InvariantCulture);

    private static IEnumerable<TickStep> Seconds(string label, params int[] seconds) =>
        seconds.Select(step => new TickStep(TimeSpan.FromSeconds(step), 0, label, Day));
}
