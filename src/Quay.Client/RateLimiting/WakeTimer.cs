namespace Quay.Client;

/// <summary>Calls back once at a time, in seconds of the caller's clock. The caller's lock protects it.</summary>
internal sealed class WakeTimer(TimeProvider timeProvider, Action callback)
{
    private ITimer? _timer;
    private double _at;

    public void Set(double at, double now)
    {
        if (_timer is not null && _at == at)
        {
            return;
        }

        Stop();
        _at = at;

        // Timers have a resolution of one millisecond, and an early one would have to be set again.
        double milliseconds = Math.Ceiling(Math.Max(0, at - now - RequestLimiter.Rounding) * 1000);

        // The timer must not keep the context of the caller whose request happens to set it.
        bool isFlowing = !ExecutionContext.IsFlowSuppressed();
        using AsyncFlowControl flow = isFlowing ? ExecutionContext.SuppressFlow() : default;
        _timer = timeProvider.CreateTimer(
            static state => ((Action)state!)(), callback, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
