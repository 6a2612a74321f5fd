using System.Globalization;

namespace Quay.Client.Testing;

/// <summary>The time that a request for a usage log is about.</summary>
internal static class LogDates
{
    /// <summary>From the beginning of a day to the end of one; without dates, a day back and a day ahead.</summary>
    /// <exception cref="ErrorResponseException">It ends after the last day there is.</exception>
    public static (DateTimeOffset Start, DateTimeOffset End) Of(Call call)
    {
        DateTimeOffset now = call.Registry.Clock.Now;
        DateTimeOffset start = Day(call.Query.Text("starttime")) ?? now.AddDays(-1);
        DateTimeOffset end = Day(call.Query.Text("endtime")) ?? now;
        return (start, end <= DateTimeOffset.MaxValue.AddDays(-1) ? end.AddDays(1) : throw Call.Crash());
    }

    /// <summary>A date; null also for what is none, so that a mistake asks for the last day.</summary>
    private static DateTimeOffset? Day(string? text) =>
        DateTimeOffset.TryParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset day)
            ? day
            : null;
}
