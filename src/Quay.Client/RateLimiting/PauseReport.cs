namespace Quay.Client;

/// <summary>Decides which pauses are reported. Concurrent 429 responses are one pause.</summary>
internal struct PauseReport
{
    // A concurrent 429 is reported only if it extends the pause by more than this, in seconds.
    private const double Extension = 1;

    // A pause that is longer than this, in seconds, is notable.
    private const double Long = 5;

    private double _end;

    // Returns the pause to report; null for none.
    public LimiterPause? Extend(double now, double pause, bool isNew, bool isFirst, double perSecond)
    {
        double added = Math.Max(0, now + pause - Math.Max(now, _end));
        if (!isNew && added <= Extension)
        {
            return null;
        }

        _end = Math.Max(_end, now + pause);
        bool isNotable = (isNew && isFirst) || pause > Long;
        return new LimiterPause(TimeSpan.FromSeconds(pause), TimeSpan.FromSeconds(added), perSecond, isNotable);
    }
}
