namespace Quay.Client;

/// <summary>Represents a pause of all requests after a 429.</summary>
/// <param name="Length">The time until requests are sent again.</param>
/// <param name="Added">The part of it that was not already part of an earlier pause.</param>
/// <param name="PerSecond">The requests per second after the pause.</param>
/// <param name="IsNotable">
/// Whether this is the first pause after a time without a limit, or a long one. A client that sends as fast as its server allows gets a 429
/// now and then, and adapts.
/// </param>
internal readonly record struct LimiterPause(TimeSpan Length, TimeSpan Added, double PerSecond, bool IsNotable);
