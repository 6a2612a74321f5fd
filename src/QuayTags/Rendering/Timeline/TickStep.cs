using System.Globalization;

namespace QuayTags;

/// <summary>How far apart the ticks of an axis are, and what stands at them.</summary>
/// <param name="Duration">For steps of whole seconds; zero for steps of months.</param>
/// <param name="Months">For steps of months and years.</param>
/// <param name="Label">The format at each tick.</param>
/// <param name="Heading">The format of what the label leaves out, said once for several ticks; null for nothing.</param>
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

    /// <summary>About how much time is between two ticks.</summary>
    public TimeSpan Length => Months > 0 ? TimeSpan.FromDays(30 * Months) : Duration;

    /// <summary>How many characters a label has at most.</summary>
    public int LabelLength => LabelOf(new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc)).Length;

    /// <summary>The last tick up to a time, in UTC.</summary>
    public DateTime Floor(DateTime time)
    {
        if (Months == 0)
        {
            // The first day of all was a Monday, so weeks begin with one.
            return time.AddTicks(-(time.Ticks % Duration.Ticks));
        }

        // Years of five or ten are round ones, so the count begins with a year 0.
        int months = (12 * time.Year) + time.Month - 1;
        months -= months % Months;
        return months < 12 ? DateTime.MinValue : new DateTime(months / 12, (months % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
    }

    /// <summary>The tick after one; null after the last that can be.</summary>
    public DateTime? After(DateTime tick)
    {
        if (Months == 0)
        {
            return DateTime.MaxValue - tick > Duration ? tick + Duration : null;
        }

        // From the very first day, which is no round year, to the first round one.
        int months = (12 * tick.Year) + tick.Month - 1;
        months += Months - (months % Months);
        return months / 12 <= DateTime.MaxValue.Year ? new DateTime(months / 12, (months % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc) : null;
    }

    public string LabelOf(DateTime time) => time.ToString(Label, CultureInfo.InvariantCulture);

    public string HeadingOf(DateTime time) => Heading is null ? "" : time.ToString(Heading, CultureInfo.InvariantCulture);

    private static IEnumerable<TickStep> Seconds(string label, params int[] seconds) =>
        seconds.Select(step => new TickStep(TimeSpan.FromSeconds(step), 0, label, Day));
}
