namespace Quay.Client;

/// <summary>Determines which pauses are worth a report. Concurrent requests can get many 429 responses, but they are one pause.</summary>
internal struct PauseReport
{
    // A refusal that came with others is reported if it makes their pause longer by more than this time, in seconds.
    private const double Notable = 1;

    private double _end;

    // Returns the pause from now on; null if it is not worth a report.
    public LimiterPause? Extend(double now, double pause, bool isNew, double perSecond)
    {
        double added = Math.Max(0, now + pause - Math.Max(now, _end));
        if (!isNew && added <= Notable)
        {
            return null;
        }

        _end = Math.Max(_end, now + pause);
        return new LimiterPause(TimeSpan.FromSeconds(pause), TimeSpan.FromSeconds(added), perSecond);
    }
}
