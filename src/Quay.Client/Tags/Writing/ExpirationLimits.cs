namespace Quay.Client;

/// <summary>
/// Represents the earliest and latest time at which Quay lets a tag expire. Quay counts from the start of the entry, not from now, and
/// changes any time outside the limits to the nearest limit. A tag whose latest time is in the past therefore expires at once.
/// </summary>
internal readonly record struct ExpirationLimits(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    // The defaults of LABELED_EXPIRATION_MINIMUM and _MAXIMUM in Quay's configuration.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(104 * 7);

    public static ExpirationLimits Of(DateTimeOffset start) => new(start.Plus(Shortest), start.Plus(Longest));

    public DateTimeOffset Clamp(DateTimeOffset expiration) => expiration < Earliest ? Earliest : expiration > Latest ? Latest : expiration;
}
