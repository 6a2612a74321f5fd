namespace QuayTags;

/// <summary>Defines when Quay lets an entry expire, unless its administrator changed the limits.</summary>
internal static class ExpiryLimits
{
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(104 * 7);

    // The limit counts from the start of the new entry, which is a little later than now.
    private static readonly TimeSpan RequestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Gets the time to which Quay adjusts an expiration.</summary>
    /// <param name="expiration">The requested time.</param>
    /// <param name="start">The start of the entry.</param>
    public static DateTimeOffset Adjust(DateTimeOffset expiration, DateTimeOffset start) =>
        expiration < start + Shortest ? start + Shortest : expiration > start + Longest ? start + Longest : expiration;

    /// <summary>Validates the expiration of a move. Quay would move the tag first, and reject the time afterwards.</summary>
    /// <exception cref="ArgumentException">The time is outside of the limits.</exception>
    public static DateTimeOffset RequireForMove(DateTimeOffset expiration, DateTimeOffset now) =>
        expiration >= now + Shortest + RequestDelay && expiration <= now + Longest
            ? expiration
            : throw new ArgumentException(
                $"a moved tag can expire from 61 minutes to 104 weeks from now, and {expiration:u} is outside of these limits.");
}
