using System.Net.Http.Headers;

namespace Quay.Client.Transport;

/// <summary>
/// The server's clock, by the responses of Quay itself, up to a second ahead: entries have the server's times, and one that ended a moment ago must not be
/// taken for one that will end. Until the first such response, and where the server's clock is implausible, it is the client's clock.
/// </summary>
internal sealed class ServerClock(TimeProvider local) : TimeProvider
{
    // The header has whole seconds.
    private static readonly TimeSpan RestOfSecond = TimeSpan.FromMilliseconds(999);

    // More than a wrong time zone makes of a clock.
    private static readonly TimeSpan MaxDifference = TimeSpan.FromDays(1);

    private static readonly string[] CacheHeaders = ["X-Cache", "X-Cache-Status", "Cache-Status", "CF-Cache-Status"];

    private Reading? _last;

    public override long TimestampFrequency => local.TimestampFrequency;

    // The time since a response is measured without the client's clock, which may be set in between.
    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _last) is { } last ? Shifted(last.Time, local.GetElapsedTime(last.Timestamp)) : local.GetUtcNow();

    public override long GetTimestamp() => local.GetTimestamp();

    /// <summary>Takes the time from a response if Quay sent it and its clock is plausible.</summary>
    /// <param name="response">The response.</param>
    /// <param name="requested">The address that was requested.</param>
    public void Observe(HttpResponseMessage response, Uri? requested)
    {
        if (!IsQuays(response, requested) || response.Headers.Date is not { } date || AgeOf(response) is not { } age)
        {
            return;
        }

        // Differences do not overflow, whatever the headers say.
        TimeSpan ahead = date - local.GetUtcNow() + age + RestOfSecond;
        TimeSpan change = date - GetUtcNow() + age + RestOfSecond;
        if (ahead.Duration() <= MaxDifference || change.Duration() <= MaxDifference)
        {
            Volatile.Write(ref _last, new Reading(Shifted(local.GetUtcNow(), ahead), local.GetTimestamp()));
        }
    }

    // Errors, redirects and pages come also from what stands before Quay, and Quay itself sends JSON.
    private static bool IsQuays(HttpResponseMessage response, Uri? requested) =>
        response.IsSuccessStatusCode
        && response.Content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type)
        && type.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        && Origin.IsSame(response.RequestMessage?.RequestUri ?? requested, requested);

    /// <summary>How long ago the response was made; null when a cache sent it and does not say.</summary>
    private static TimeSpan? AgeOf(HttpResponseMessage response)
    {
        HttpHeadersNonValidated headers = response.Headers.NonValidated;
        return headers.Contains("Age") ? response.Headers.Age
            : CacheHeaders.Any(name => headers.TryGetValues(name, out HeaderStringValues value) && value.ToString().Contains("hit", StringComparison.OrdinalIgnoreCase)) ? null
            : TimeSpan.Zero;
    }

    private static DateTimeOffset Shifted(DateTimeOffset time, TimeSpan by) =>
        new(Math.Clamp(time.UtcTicks + by.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private sealed record Reading(DateTimeOffset Time, long Timestamp);
}
