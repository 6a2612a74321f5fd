namespace Quay.Client;

/// <summary>
/// Limits the concurrent page requests of one client. A 429 to any request halves the limit, and each page that arrives raises it slowly
/// (additive increase, multiplicative decrease). Thread-safe.
/// </summary>
internal sealed class AdaptiveRateLimiter
{
    private readonly Lock _lock = new();
    private double _limit = double.PositiveInfinity;
    private int _widest = 1;
    private int _round;

    // Gets the number of refusals so far. A request reads it when it starts, and passes it to ReportRefusal.
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

    // Returns how many requests of a list can run concurrently, at most as many as its caller allows.
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

    // Reports a 429. If several concurrent requests are refused, they count once.
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
