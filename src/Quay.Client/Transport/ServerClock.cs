using System.Net.Http.Headers;

namespace Quay.Client;

/// <summary>
/// Estimates the server's clock from the responses of Quay itself. Entries have the server's times, and an entry that ended a moment ago
/// must not look alive, so the estimate is up to a second ahead. Until the first such response, and if the server's clock is implausible,
/// the client's clock is used.
/// </summary>
internal sealed class ServerClock(TimeProvider local) : TimeProvider
{
    // The header has whole seconds.
    private static readonly TimeSpan RestOfSecond = TimeSpan.FromMilliseconds(999);

    // Larger than the error that a wrong time zone causes.
    private static readonly TimeSpan MaxDifference = TimeSpan.FromDays(1);

    private static readonly string[] CacheHeaders = ["X-Cache", "X-Cache-Status", "Cache-Status", "CF-Cache-Status"];

    private Reading? _last;

    public override long TimestampFrequency => local.TimestampFrequency;

    // The time since a response is measured with timestamps, because the client's clock can be adjusted in between.
    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _last) is { } last ? Shifted(last.Time, local.GetElapsedTime(last.Timestamp)) : local.GetUtcNow();

    public override long GetTimestamp() => local.GetTimestamp();

    // Updates the clock from a response to the requested address, if Quay sent it and its time is plausible.
    public void Observe(HttpResponseMessage response, Uri? requested)
    {
        if (!IsQuays(response, requested) || response.Headers.Date is not { } date || AgeOf(response) is not { } age)
        {
            return;
        }

        // Differences of times do not overflow, whatever the headers contain.
        TimeSpan ahead = date - local.GetUtcNow() + age + RestOfSecond;
        TimeSpan change = date - GetUtcNow() + age + RestOfSecond;
        if (ahead.Duration() <= MaxDifference || change.Duration() <= MaxDifference)
        {
            Volatile.Write(ref _last, new Reading(Shifted(local.GetUtcNow(), ahead), local.GetTimestamp()));
        }
    }

    // A proxy before Quay can also send errors, redirects and HTML pages. Quay itself sends JSON.
    private static bool IsQuays(HttpResponseMessage response, Uri? requested) =>
        response.IsSuccessStatusCode
        && response.Content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type)
        && type.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        && ApiRoot.IsSameOrigin(response.RequestMessage?.RequestUri ?? requested, requested);

    // Gets the age of the response; null if a cache sent it without an age.
    private static TimeSpan? AgeOf(HttpResponseMessage response)
    {
        HttpHeadersNonValidated headers = response.Headers.NonValidated;
        return headers.Contains("Age") ? response.Headers.Age
            : CacheHeaders.Any(IsHit) ? null
            : TimeSpan.Zero;

        bool IsHit(string name) =>
            headers.TryGetValues(name, out HeaderStringValues value)
            && value.ToString().Contains("hit", StringComparison.OrdinalIgnoreCase);
    }

    private static DateTimeOffset Shifted(DateTimeOffset time, TimeSpan by) =>
        new(Math.Clamp(time.UtcTicks + by.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private sealed record Reading(DateTimeOffset Time, long Timestamp);
}
