namespace Quay.Client;

/// <summary>
/// Limits the concurrent page requests of one client by what the server allows: a 429 to any request halves the limit, and pages that
/// arrive let it grow slowly (additive increase, multiplicative decrease). Thread-safe.
/// </summary>
internal sealed class AdaptiveRateLimiter
{
    private readonly Lock _lock = new();
    private double _limit = double.PositiveInfinity;
    private int _widest = 1;
    private int _round;

    /// <summary>Gets the value that a request takes when it starts, and passes to <see cref="ReportRefusal"/>.</summary>
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

    /// <summary>Returns how many requests of a list may run at a time.</summary>
    /// <param name="widest">How many its caller allows.</param>
    public int LimitFor(int widest)
    {
        lock (_lock)
        {
            _widest = Math.Max(_widest, widest);
            return (int)Math.Min(widest, _limit);
        }
    }

    public void ReportSuccess()
    {
        lock (_lock)
        {
            _limit += 1 / _limit;
        }
    }

    /// <summary>Reports a 429. Requests that ran at the same time are refused together, and count once.</summary>
    /// <param name="round">The <see cref="Round"/> in which the request started.</param>
    public void ReportRefusal(int round)
    {
        lock (_lock)
        {
            if (round == _round)
            {
                _round++;
                _limit = Math.Max(1, Math.Min(_limit, _widest) / 2);
            }
        }
    }
}
