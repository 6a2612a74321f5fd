using System.Globalization;

namespace Quay.Client.Testing;

/// <summary>Parses the time range of a request for a usage log.</summary>
internal static class LogDates
{
    /// <summary>Returns a range of whole days. Without dates, it starts a day before now and ends a day after now.</summary>
    /// <exception cref="ErrorResponseException">The end is out of the calendar.</exception>
    public static (DateTimeOffset Start, DateTimeOffset End) Of(Call call)
    {
        DateTimeOffset now = call.Registry.Clock.Now;
        DateTimeOffset start = Day(call.Query.Text("starttime")) ?? now.AddDays(-1);
        DateTimeOffset end = Day(call.Query.Text("endtime")) ?? now;
        return (start, end <= DateTimeOffset.MaxValue.AddDays(-1) ? end.AddDays(1) : throw Call.Crash());
    }

    /// <summary>Parses a date; null if it is missing or invalid. Quay ignores an invalid date.</summary>
    private static DateTimeOffset? Day(string? text) =>
        DateTimeOffset.TryParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset day)
            ? day
            : null;
}
