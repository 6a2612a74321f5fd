namespace Quay.Client;

/// <summary>
/// How many requests for pages one client may have under way, learnt from the server: a 429 to any request halves it, pages that come let
/// it grow again slowly (additive increase, multiplicative decrease). Shared by all lists of the client; safe for use by several threads at
/// once.
/// </summary>
internal sealed class AdaptiveRateLimiter
{
    private readonly Lock _lock = new();
    private double _window = double.PositiveInfinity;
    private int _widest = 1;
    private int _round;

    /// <summary>What a request that begins now hands back when it is refused.</summary>
    public int Round
    {
        get
        {
            lock (_lock)
            {
                return _round;
            }
        }
    }

    /// <summary>How many requests of a list may be under way.</summary>
    /// <param name="widest">How many its caller allows.</param>
    public int WindowOf(int widest)
    {
        lock (_lock)
        {
            _widest = Math.Max(_widest, widest);
            return (int)Math.Min(widest, _window);
        }
    }

    /// <summary>A page came.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            _window += 1 / _window;
        }
    }

    /// <summary>A request was refused with 429. Those that were under way together are refused together, and count once.</summary>
    /// <param name="round">The <see cref="Round"/> in which it began.</param>
    public void Refused(int round)
    {
        lock (_lock)
        {
            if (round == _round)
            {
                _round++;
                _window = Math.Max(1, Math.Min(_window, _widest) / 2);
            }
        }
    }
}
