namespace Quay.Client;

/// <summary>
/// Estimates the rate that a server allows, from its 429 responses and the requests that it accepts. Before the first 429, there is no
/// limit. Then the rate is searched: it grows fast until the next 429, and each further 429 makes the steps smaller. Times are seconds of
/// a monotonic clock. Not thread-safe.
/// </summary>
/// <remarks>
/// A server that stores a burst refuses a request when the burst is used up. So between two refusals, it accepts requests at exactly the
/// rate that it allows. A server without a burst refuses when the rate is too high. The new rate is therefore between the measured rate and
/// the current one. The constants are tuned for 300 calls under limits of 5 to 50 requests per second, with bursts of 0 to 100: at most 5%
/// more requests, and 10% more time, than the limit requires.
/// </remarks>
internal sealed class AdaptiveRate
{
    // The first rate after the first 429: a third of the last second's requests, but not so low that a search upwards takes long.
    private const double FirstShare = 0.33;
    private const double LeastFirstRate = 15;

    // The search: how much each accepted request raises the rate, and how far the rate may exceed the measured one.
    private const double SearchGrowth = 0.45;
    private const double SearchDecrease = 0.5;
    private const double SearchLead = 2;

    // The steps after the search. Each 429 makes them smaller.
    private const double FirstDecrease = 0.4;
    private const double DecreaseShrink = 0.4;
    private const double SteadyDecrease = 0.08;
    private const double LeastDecrease = 0.04;
    private const double FirstGrowth = 0.07;
    private const double GrowthShrink = 0.25;
    private const double SteadyGrowth = 0.0002;

    // After this many accepted requests without a 429, the rate grows twice as fast, and so on: the limit has probably changed.
    private const double FastGrowth = 100;

    // The same for a low rate: by how much the cube of the seconds without a 429 raises it.
    private const double TimeGrowth = 0.00002;

    // If several requests are refused one after the other, the search starts again.
    private const int RefusalsOfAnotherLimit = 2;
    private const double RepeatedDecrease = 0.75;
    private const double LeastRate = 1;

    // A client that gets no request through because of another one must not wait much longer than that one.
    private const double LongestBackOff = 2;

    private readonly double _most;
    private double _rate;
    private bool _isAdapted;
    private bool _isSearching;
    private double _decrease;
    private double _growth;

    // Since the last decrease.
    private double _since;
    private int _accepted;
    private double _lastAccepted;
    private int _repeatedRefusals;

    // Before the first 429: the accepted requests of the current second, and of the one before.
    private double _second;
    private int _current;
    private int _previous;

    public AdaptiveRate(double most = double.PositiveInfinity) => (_most, _rate) = (most, most);

    /// <summary>Gets the requests per second; infinity for no limit.</summary>
    public double PerSecond => _rate;

    /// <summary>Gets whether the rate was lowered after a 429.</summary>
    public bool IsAdapted => _isAdapted;

    /// <summary>Gets the number of decreases. The response to a request from before the last one does not count.</summary>
    public int Round { get; private set; }

    public void ReportAccepted(double now, RequestPermit permit)
    {
        if (!_isAdapted)
        {
            CountAccepted(now);
        }
        else if (permit.Round == Round)
        {
            if (_accepted++ == 0 && _repeatedRefusals > RefusalsOfAnotherLimit)
            {
                // The pause before the first request shows nothing about the rate.
                _since = Math.Max(_since, now - (1 / _rate));
            }

            // The rate of a client that does not use it up must not grow.
            if (permit.IsQueued)
            {
                Grow(now);
            }

            _repeatedRefusals = 0;
            _lastAccepted = now;
        }
    }

    /// <summary>Lowers the rate after a 429, and returns the back-off in seconds. Refusals of concurrent requests count once.</summary>
    public double ReportRefused(double now, RequestPermit permit)
    {
        if (permit.Round != Round)
        {
            return 0;
        }

        if (!_isAdapted)
        {
            CountAccepted(now);
            Search(Math.Min(_rate, Math.Max(LeastFirstRate, FirstShare * (_current - 1 + (_previous * (1 - (now - _second)))))));
        }
        else if (_repeatedRefusals > 0)
        {
            _rate = Math.Min(_most, Math.Max(LeastRate, _rate * (_isSearching ? SearchDecrease : RepeatedDecrease)));
            _growth = Math.Min(FirstGrowth, _growth / GrowthShrink);
            _decrease = Math.Min(FirstDecrease, _decrease / DecreaseShrink);
            if (_repeatedRefusals >= RefusalsOfAnotherLimit)
            {
                Search(_rate);
            }
        }
        else
        {
            double measured = _accepted / (now - _since);
            _rate = Math.Min(Math.Max(measured, _rate * (1 - _decrease)), _rate * (1 - LeastDecrease));
            _decrease = Math.Max(SteadyDecrease, _decrease * DecreaseShrink);
            _growth = Math.Max(SteadyGrowth, _growth * GrowthShrink);
            _isSearching = false;
        }

        Round++;
        _repeatedRefusals++;
        (_since, _accepted) = (now, 0);
        return Math.Min(LongestBackOff, Math.Pow(2, _repeatedRefusals - 1) / _rate);
    }

    /// <summary>Forgets all 429 responses.</summary>
    public void Reset() => (_rate, _isAdapted, _repeatedRefusals) = (_most, false, 0);

    private void Search(double rate) =>
        (_rate, _isAdapted, _isSearching, _decrease, _growth) = (rate, true, true, FirstDecrease, FirstGrowth);

    private void Grow(double now)
    {
        double time = now - _since;
        double timeBefore = Math.Max(0, _lastAccepted - _since);
        _rate = Math.Min(_most, _isSearching
            ? Math.Max(_rate, Math.Min(_rate * (1 + SearchGrowth), SearchLead * _accepted / time))
            : (_rate * (1 + (_growth * (1 + (_accepted / FastGrowth))))) + (TimeGrowth * (Math.Pow(time, 3) - Math.Pow(timeBefore, 3))));
    }

    private void CountAccepted(double now)
    {
        if (now - _second >= 1)
        {
            (_previous, _current, _second) = (now - _second < 2 ? _current : 0, 0, now);
        }

        _current++;
    }
}
