namespace Quay.Client;

/// <summary>Represents a pause of all requests after a 429.</summary>
/// <param name="Length">The time until requests are sent again.</param>
/// <param name="Added">The part of it that was not already part of an earlier pause.</param>
/// <param name="PerSecond">The requests per second after the pause.</param>
internal readonly record struct LimiterPause(TimeSpan Length, TimeSpan Added, double PerSecond);
