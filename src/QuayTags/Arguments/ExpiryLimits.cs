namespace QuayTags;

/// <summary>When Quay lets a row expire that began at a time, unless its administrator changed that.</summary>
internal static class ExpiryLimits
{
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(104 * 7);

    // The new row begins when Quay moves the tag, a little after now: an hour from now is too early for it.
    private static readonly TimeSpan Sending = TimeSpan.FromMinutes(1);

    public static DateTimeOffset Adjusted(DateTimeOffset expiration, DateTimeOffset start) =>
        expiration < start + Shortest ? start + Shortest : expiration > start + Longest ? start + Longest : expiration;

    /// <summary>Refuses an expiry that the row of a move could not have: the tag would be moved, and its expiry refused then.</summary>
    /// <exception cref="ArgumentException">It could not.</exception>
    public static DateTimeOffset OfNewRow(DateTimeOffset expiration, DateTimeOffset now) =>
        expiration >= now + Shortest + Sending && expiration <= now + Longest
            ? expiration
            : throw new ArgumentException(
                $"a moved tag can expire from 61 minutes to 104 weeks from now, and {expiration:u} is outside of these limits.");
}
