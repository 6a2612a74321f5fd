namespace Quay.Client;

/// <content>Reads the state of the limiter.</content>
internal sealed partial class RequestLimiter
{
    public int InFlight => Read(static limiter => limiter._inFlight);

    public int Free => Read(static limiter => limiter._mostInFlight - limiter._inFlight);

    public int Waiting => Read(static limiter => limiter._waiting.Count);

    /// <summary>Gets the requests per second; infinity for no limit.</summary>
    public double PerSecond => Read(static limiter => limiter._rate.PerSecond);

    /// <summary>Gets the rest of the pause that the server requested.</summary>
    public TimeSpan RemainingPause => Read(static limiter => TimeSpan.FromSeconds(Math.Max(0, limiter._pauseEnd - limiter.Now)));

    private T Read<T>(Func<RequestLimiter, T> value)
    {
        lock (_lock)
        {
            return value(this);
        }
    }
}
