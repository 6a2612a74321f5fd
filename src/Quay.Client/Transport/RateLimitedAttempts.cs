using Polly;

namespace Quay.Client;

/// <summary>
/// Sends each attempt of a call when the rate limiter permits it, and limits its time. It resends any request that got 429, because Quay's
/// front refuses a request before Quay receives it. The wait counts towards <c>Timeout</c>, but not towards <c>AttemptTimeout</c>.
/// </summary>
internal sealed class RateLimitedAttempts(
    QuayClientOptions options,
    ServerClock serverClock,
    RequestLimiter limiter,
    ClientDiagnostics diagnostics,
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
{
    private readonly ResiliencePipeline _limit =
        new ResiliencePipelineBuilder { Name = "Quay.Client.Attempt", TimeProvider = options.TimeProvider }
            .AddTimeout(options.AttemptTimeout)
            .Build();

    /// <summary>Sends the next attempt of a call.</summary>
    /// <exception cref="QuayRateLimitException">The server requested a pause that is too long for this call.</exception>
    public async ValueTask<HttpResponseMessage> SendAsync(CallProgress call, CancellationToken cancellationToken)
    {
        for (bool isAfterRefusal = false; ; isAfterRefusal = true)
        {
            RequestPermit permit = await AcquireAsync(call, cancellationToken).ConfigureAwait(false);
            HttpResponseMessage response;
            long sent = options.TimeProvider.GetTimestamp();
            try
            {
                call.BeginAttempt(isAfterRefusal);
                response = await _limit.ExecuteAsync(
                    static (state, token) => new ValueTask<HttpResponseMessage>(state.Send(state.Request, token)),
                    (Send: send, call.Request),
                    cancellationToken).ConfigureAwait(false);

                // Inside the try block, so that the permit is returned even if the logger throws.
                diagnostics.RequestCompleted(call.Request, response.StatusCode, options.TimeProvider.GetElapsedTime(sent));
            }
            catch (Exception fault)
            {
                limiter.ReturnUnanswered();

                // The handlers below throw such an exception before they send the request.
                if (call.IsSent && fault is not QuayException { StatusCode: null })
                {
                    diagnostics.RequestFailed(call.Request, fault, options.TimeProvider.GetElapsedTime(sent));
                }

                throw;
            }

            if (!ShouldResend(call, permit, response))
            {
                return response;
            }

            response.Dispose();
        }
    }

    // Without a rate limit, a permit is there at once.
    private ValueTask<RequestPermit> AcquireAsync(CallProgress call, CancellationToken cancellationToken)
    {
        long started = options.TimeProvider.GetTimestamp();
        ValueTask<RequestPermit> permit = limiter.AcquireAsync(
            RequestOrigin.PriorityOf(call.Request, isRetry: call.Sent > 0), options.MaxRetryDelay, call.RemainingTime, cancellationToken);
        if (!permit.IsCompletedSuccessfully)
        {
            return WaitAsync(call, permit, started);
        }

        // A request that was queued has waited, even if the wait is over already.
        RequestPermit acquired = permit.Result;
        return acquired.IsRefused ? throw Refused(call)
            : acquired.IsQueued ? WaitAsync(call, new(acquired), started)
            : new(acquired);
    }

    private async ValueTask<RequestPermit> WaitAsync(CallProgress call, ValueTask<RequestPermit> acquired, long started)
    {
        // If the call's time ends during the wait, the message includes this wait.
        call.BeginWait();
        RequestPermit permit = RequestPermit.Refused;
        try
        {
            bool isCounted = false;
            try
            {
                isCounted = diagnostics.Metrics.BeginWait();
            }
            finally
            {
                try
                {
                    // In any case, because the limiter has already queued the request.
                    permit = await acquired.ConfigureAwait(false);
                }
                finally
                {
                    diagnostics.WaitEnded(isCounted, options.TimeProvider.GetElapsedTime(started));
                }
            }
        }
        catch when (!permit.IsRefused)
        {
            // A listener to the metrics threw an exception.
            limiter.ReturnUnanswered();
            throw;
        }

        call.EndWait();
        return permit.IsRefused ? throw Refused(call) : permit;
    }

    private QuayRateLimitException Refused(CallProgress call) =>
        new RequestFailure(call.Request, call.Address).Paused(limiter.RemainingPause, serverClock.GetUtcNow());

    // Returns the permit, and determines whether the request must be sent again.
    private bool ShouldResend(CallProgress call, RequestPermit permit, HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            limiter.ReturnAccepted(permit);
            RecordRate();
            serverClock.Observe(response, call.Address);
            return false;
        }

        TimeSpan? retryAfter = RetryRule.RetryAfter(response, serverClock);
        if (limiter.ReturnRefused(permit, retryAfter, options.MaxRetryDelay) is { } pause)
        {
            diagnostics.RateLimiterPaused(pause.Length, pause.Added, pause.PerSecond, pause.IsNotable);
        }

        RecordRate();
        call.EndRefusedAttempt();
        return options.MaxRetries > 0 && RetryRule.HonorsRetryAfter(retryAfter, options.MaxRetryDelay, call.RemainingTime);
    }

    private void RecordRate()
    {
        if (diagnostics.Metrics.Rate.Enabled)
        {
            diagnostics.Metrics.RecordRate(limiter.PerSecond);
        }
    }
}
