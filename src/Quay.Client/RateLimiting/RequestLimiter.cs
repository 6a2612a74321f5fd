namespace Quay.Client;

/// <summary>
/// Limits the concurrent requests and the rate of all requests of one or more clients. Requests that must wait are sent in the order of
/// their priority and arrival. Thread-safe.
/// </summary>
internal sealed partial class RequestLimiter : IDisposable
{
    public const int DefaultConcurrency = 8;
    public const double LowestRate = 0.01;
    public const double HighestRate = 100_000;

    // Absorbs rounding errors: less than the resolution of a timer.
    public const double Rounding = 1e-6;

    // If no request had to wait for this time, the server has forgotten the earlier requests, and so does the client.
    private const double Memory = 60;

    // A wrong Retry-After must not stop a client for ever.
    private const double LongestPause = 3600;

    // A timer fires up to 16 ms late. The requests after it catch up.
    private const double TimerDelay = 0.02;

    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly WakeTimer _timer;
    private readonly AdaptiveRate _rate;
    private readonly WaitingRequests _waiting = new();
    private readonly int _mostInFlight;
    private readonly long _start;
    private int _inFlight;
    private double _nextAt;
    private double _pauseEnd;
    private PauseReport _reported;
    private double _lastQueued;
    private bool _isDisposed;

    public RequestLimiter(double? requestsPerSecond, int? maxConcurrentRequests, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _timer = new WakeTimer(timeProvider, OnTimer);
        _rate = new AdaptiveRate(requestsPerSecond ?? double.PositiveInfinity);
        _mostInFlight = maxConcurrentRequests ?? DefaultConcurrency;
    }

    private double Now => _timeProvider.GetElapsedTime(_start).TotalSeconds;

    /// <summary>
    /// Waits for a permit. If the server requested a pause that is longer than the call waits, the result is a refusal at once.
    /// </summary>
    /// <param name="priority">The priority of the request.</param>
    /// <param name="longestPause">The longest pause of the server that the call waits for.</param>
    /// <param name="remainingTime">The time until the call ends.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ObjectDisposedException">The limiter was disposed.</exception>
    public ValueTask<RequestPermit> AcquireAsync(
        RequestPriority priority, TimeSpan longestPause, TimeSpan remainingTime, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitingRequest request;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(QuayRateLimiter));
            double now = Now;
            if (TryTakeUnqueued(now, out RequestPermit permit))
            {
                return new(permit);
            }

            var patience = new Patience(longestPause.TotalSeconds, now + remainingTime.TotalSeconds);
            if (!patience.Covers(_pauseEnd, now))
            {
                return new(RequestPermit.Refused);
            }

            request = new WaitingRequest(this, priority, patience);
            _waiting.Add(request);
            Grant(now);
        }

        return WaitAsync(request, cancellationToken);
    }

    /// <summary>Takes a permit if no request has to wait.</summary>
    public bool TryAcquire(out RequestPermit permit)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(QuayRateLimiter));
            return TryTakeUnqueued(Now, out permit);
        }
    }

    /// <summary>Returns the permit of a request whose response was not 429.</summary>
    public void ReturnAccepted(RequestPermit permit)
    {
        lock (_lock)
        {
            double now = Now;
            _rate.ReportAccepted(now, permit);
            Return(now);
        }
    }

    /// <summary>Returns the permit of a request that the server refused with 429.</summary>
    /// <param name="permit">The permit of the request.</param>
    /// <param name="retryAfter">The pause that the server requested; null for none.</param>
    /// <param name="longestBackOff">The longest pause without such a request.</param>
    /// <returns>The pause; null if this refusal came with others, and did not make their pause notably longer.</returns>
    public LimiterPause? ReturnRefused(RequestPermit permit, TimeSpan? retryAfter, TimeSpan longestBackOff)
    {
        lock (_lock)
        {
            (double now, int round, bool isFirst) = (Now, _rate.Round, !_rate.IsAdapted);
            double pause = Math.Min(longestBackOff.TotalSeconds, _rate.ReportRefused(now, permit));
            _lastQueued = now;
            if (retryAfter is { } requested)
            {
                pause = Math.Min(LongestPause, requested.TotalSeconds);
                _pauseEnd = Math.Max(_pauseEnd, now + pause);
                foreach (WaitingRequest impatient in _waiting.RemoveAll(request => !request.Patience.Covers(_pauseEnd, now)))
                {
                    impatient.SetResult(RequestPermit.Refused);
                }
            }

            _nextAt = Math.Max(_nextAt, now + pause);
            Return(now);
            return _reported.Extend(now, pause, isNew: _rate.Round != round, isFirst, _rate.PerSecond);
        }
    }

    /// <summary>Returns the permit of a request without a response.</summary>
    public void ReturnUnanswered()
    {
        lock (_lock)
        {
            Return(Now);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (WaitingRequest request in _waiting.RemoveAll(static _ => true))
            {
                request.SetException(new ObjectDisposedException(nameof(QuayRateLimiter)));
            }

            _timer.Stop();
        }
    }

    private static async ValueTask<RequestPermit> WaitAsync(WaitingRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((WaitingRequest)state!).Limiter.Cancel((WaitingRequest)state, token), request);
        return await request.Task.ConfigureAwait(false);
    }

    private void Cancel(WaitingRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // A request that got its permit returns it itself.
            if (_waiting.Remove(request))
            {
                request.SetCanceled(cancellationToken);
                SetTimer(Now);
            }
        }
    }

    private void Return(double now)
    {
        _inFlight--;
        Grant(now);
    }

    // Gives permits to the requests that can be sent now, and sets the timer for the next one.
    private void Grant(double now)
    {
        while (_waiting.First is { } first && TryTake(now, isQueued: true, out RequestPermit permit))
        {
            _waiting.Remove(first);
            first.SetResult(permit);
        }

        if (_waiting.Count > 0)
        {
            _lastQueued = now;
        }

        SetTimer(now);
    }

    private bool TryTakeUnqueued(double now, out RequestPermit permit)
    {
        permit = default;
        if (_waiting.Count > 0)
        {
            return false;
        }

        if (_rate.IsAdapted && now - _lastQueued > Memory && now > _nextAt)
        {
            _rate.Reset();
        }

        return TryTake(now, isQueued: false, out permit);
    }

    private bool TryTake(double now, bool isQueued, out RequestPermit permit)
    {
        permit = new RequestPermit(_rate.Round, isQueued);
        if (_inFlight >= _mostInFlight || now + Rounding < _nextAt)
        {
            return false;
        }

        _nextAt = Math.Max(_nextAt, isQueued ? now - TimerDelay : now) + (1 / _rate.PerSecond);
        _inFlight++;
        return true;
    }

    private void SetTimer(double now)
    {
        if (_waiting.Count == 0 || _inFlight >= _mostInFlight)
        {
            _timer.Stop();
        }
        else
        {
            _timer.Set(_nextAt, now);
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            _timer.Stop();
            Grant(Now);
        }
    }
}
