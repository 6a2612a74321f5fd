namespace Quay.Client;

/// <summary>
/// The times that Quay lets a tag expire at. It counts them from the start of the row, not from now, and moves any other time to the nearest of them
/// without a word: a row older than the longest is dead at once.
/// </summary>
/// <param name="Earliest">An hour after the start.</param>
/// <param name="Latest">104 weeks after the start.</param>
internal readonly record struct ExpirationLimits(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    // LABELED_EXPIRATION_MINIMUM and _MAXIMUM of Quay's configuration, as they are unless somebody changed them.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(104 * 7);

    public static ExpirationLimits Of(DateTimeOffset start) => new(start.Plus(Shortest), start.Plus(Longest));

    public DateTimeOffset Clamp(DateTimeOffset expiration) => expiration < Earliest ? Earliest : expiration > Latest ? Latest : expiration;
}
