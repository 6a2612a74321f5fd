namespace Quay.Client;

/// <summary>How the pages of a list that knows its cursors beforehand are requested side by side.</summary>
/// <param name="Successor">The cursor behind another.</param>
/// <param name="Widest">How many requests the caller allows at a time.</param>
/// <param name="AdaptiveRateLimiter">How many the server allows.</param>
internal sealed record PageWindow<TCursor>(Func<TCursor, TCursor> Successor, int Widest, AdaptiveRateLimiter AdaptiveRateLimiter)
{
    /// <summary>How many requests may be under way now.</summary>
    public int Width => AdaptiveRateLimiter.WindowOf(Widest);
}
