using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Quay.Client;

/// <summary>
/// A time limit for the call, within it the retries, and within each a time limit for the attempt. Only GET is tried again after any failure: another
/// method may have done its work although its answer was lost. After 429 each is, for Quay's front refuses before Quay has seen the request.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("Quay.Client.Call");

    private readonly TransportSettings _settings;
    private readonly Lazy<ResiliencePipeline<HttpResponseMessage>> _pipeline;

    public ResilienceHandler(TransportSettings settings)
    {
        _settings = settings;
        _pipeline = new(Build);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new Call(this, request);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline.Value
                .ExecuteAsync(static (context, call) => call.AttemptAsync(context.CancellationToken), context, call)
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException limit) when (limit.Timeout == _settings.Timeout)
        {
            throw call.ExceededTimeout(limit);
        }
        catch (TimeoutRejectedException limit) when (limit.Timeout == _settings.AttemptTimeout)
        {
            throw call.ExceededAttemptTimeout(limit);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<HttpResponseMessage> Build()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { Name = "Quay.Client", TimeProvider = _settings.TimeProvider };
        builder.AddTimeout(_settings.Timeout);
        if (_settings.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = _settings.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _settings.RetryDelay,
                MaxDelay = _settings.MaxRetryDelay,
                ShouldHandle = ShouldRetryAsync,
                DelayGenerator = args => new ValueTask<TimeSpan?>(WaitAskedFor(args.Outcome)),
                OnRetry = static args =>
                {
                    CallOf(args.Context).LastFailure = args.Outcome switch
                    {
                        { Exception: TimeoutRejectedException } => "got no complete response in time",
                        { Exception: HttpRequestException fault } => $"failed ({fault.HttpRequestError})",
                        { Exception: not null } => "failed",
                        { Result: var response } => $"got {(int)response!.StatusCode}",
                    };
                    return default;
                },
            });
        }

        return builder.AddTimeout(_settings.AttemptTimeout).Build();
    }

    private async ValueTask<bool> ShouldRetryAsync(RetryPredicateArguments<HttpResponseMessage> args)
    {
        Call call = CallOf(args.Context);
        if (args.Outcome is { Exception: { } fault })
        {
            return call.IsRead && RetryRule.IsTransient(fault);
        }

        if (!call.IsRead && args.Outcome.Result!.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return false;
        }

        // A longer wait than the caller allows is the caller's to decide on: the answer goes up at once.
        return await RetryRule.IsTransientAsync(args.Outcome.Result!, args.Context.CancellationToken).ConfigureAwait(false)
            && !(WaitAskedFor(args.Outcome) is { } wait && (wait > _settings.MaxRetryDelay || wait > _settings.Timeout - call.Elapsed));
    }

    private TimeSpan? WaitAskedFor(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } response ? RetryRule.RetryAfter(response, _settings.ServerClock) : null;

    private Task<HttpResponseMessage> BaseSendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    /// <summary>One call with all its attempts.</summary>
    private sealed class Call(ResilienceHandler handler, HttpRequestMessage request)
    {
        private readonly long _started = handler._settings.TimeProvider.GetTimestamp();
        private readonly Uri? _address = request.RequestUri;
        private int _attempts;

        /// <summary>What became of the attempt before the present one; null at the first.</summary>
        public string? LastFailure { get; set; }

        public bool IsRead => request.Method == HttpMethod.Get;

        public TimeSpan Elapsed => handler._settings.TimeProvider.GetElapsedTime(_started);

        public async ValueTask<HttpResponseMessage> AttemptAsync(CancellationToken cancellationToken)
        {
            // A handler of the host may send the same request again, as a call of its own.
            if (++_attempts > 1 || request.Options.TryGetValue(RequestFailure.AttemptsKey, out _))
            {
                request.Options.Set(RequestFailure.AttemptsKey, _attempts);
            }

            // A handler below that follows redirects would have the next attempt begin where the last one ended.
            request.RequestUri = _address;
            if (!IsRead)
            {
                // Without a body the network handler would send it again by itself when the connection closes before the answer.
                request.Content ??= new ByteArrayContent([]);
            }

            // Retries alone would not slow down the client's other requests.
            int round = handler._settings.AdaptiveRateLimiter.Round;
            HttpResponseMessage response = await handler.BaseSendAsync(request, cancellationToken).ConfigureAwait(false);
            handler._settings.ServerClock.Observe(response, _address);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                handler._settings.AdaptiveRateLimiter.Refused(round);
            }

            return response;
        }

        public QuayTimeoutException ExceededTimeout(TimeoutRejectedException limit) => Failure.TimeLimit(
            limit.Timeout, "the call and its retries (Timeout in the options)", $"{_attempts}{(LastFailure is null ? "" : $"; the previous one {LastFailure}")}", limit);

        public QuayTimeoutException ExceededAttemptTimeout(TimeoutRejectedException limit) => Failure.TimeLimit(
            limit.Timeout, "one attempt (AttemptTimeout in the options)", $"{_attempts}, the last", limit);

        private RequestFailure Failure => new(request, _address) { Proxy = ProxyInUse.Of(handler.InnerHandler, _address) };
    }
}
