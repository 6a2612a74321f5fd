using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Quay.Client;

/// <summary>
/// Limits the time of a request with its retries, and the time of each attempt. It retries a GET after any transient failure. It retries
/// other methods only after 429, which Quay's front returns before Quay receives the request. After any other failure, a write may have
/// been applied.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("Quay.Client.Call");

    private readonly QuayClientOptions _options;
    private readonly ServerClock _serverClock;
    private readonly AdaptiveRateLimiter _rateLimiter;
    private readonly Lazy<ResiliencePipeline<HttpResponseMessage>> _pipeline;

    public ResilienceHandler(QuayClientOptions options, ServerClock serverClock, AdaptiveRateLimiter rateLimiter)
    {
        _options = options;
        _serverClock = serverClock;
        _rateLimiter = rateLimiter;
        _pipeline = new(CreatePipeline);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new Call(request, _options.TimeProvider);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline.Value
                .ExecuteAsync(static (context, handler) => handler.AttemptAsync(CallOf(context), context.CancellationToken), context, this)
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException limit) when (limit.Timeout == _options.Timeout)
        {
            string previous = call.LastFailure is null ? "" : $"; the previous one {call.LastFailure}";
            throw FailureOf(call).TimeLimit(limit, "the call and its retries (Timeout in the options)", $"{call.Attempts}{previous}");
        }
        catch (TimeoutRejectedException limit) when (limit.Timeout == _options.AttemptTimeout)
        {
            throw FailureOf(call).TimeLimit(limit, "one attempt (AttemptTimeout in the options)", $"{call.Attempts}, the last");
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { Name = "Quay.Client", TimeProvider = _options.TimeProvider };
        builder.AddTimeout(_options.Timeout);
        if (_options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = _options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.RetryDelay,
                MaxDelay = _options.MaxRetryDelay,
                ShouldHandle = ShouldRetryAsync,
                DelayGenerator = args => new ValueTask<TimeSpan?>(RetryAfter(args.Outcome)),
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

        return builder.AddTimeout(_options.AttemptTimeout).Build();
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

        return await RetryRule.IsTransientAsync(args.Outcome.Result!, args.Context.CancellationToken).ConfigureAwait(false)
            && RetryRule.HonorsRetryAfter(RetryAfter(args.Outcome), _options.MaxRetryDelay, _options.Timeout - call.Elapsed);
    }

    private TimeSpan? RetryAfter(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } response ? RetryRule.RetryAfter(response, _serverClock) : null;

    private async ValueTask<HttpResponseMessage> AttemptAsync(Call call, CancellationToken cancellationToken)
    {
        call.BeginAttempt();

        // A 429 also slows down the client's other requests, not only this one.
        int round = _rateLimiter.Round;
        HttpResponseMessage response = await base.SendAsync(call.Request, cancellationToken).ConfigureAwait(false);
        _serverClock.Observe(response, call.Address);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            _rateLimiter.ReportRefusal(round);
        }

        return response;
    }

    private RequestFailure FailureOf(Call call) => new(call.Request, call.Address) { Proxy = ProxyInUse.Of(InnerHandler, call.Address) };

    /// <summary>Represents a call with all its attempts.</summary>
    private sealed class Call(HttpRequestMessage request, TimeProvider timeProvider)
    {
        private readonly long _started = timeProvider.GetTimestamp();

        public HttpRequestMessage Request => request;

        public Uri? Address { get; } = request.RequestUri;

        public int Attempts { get; private set; }

        // Gets or sets how the previous attempt failed; null for the first.
        public string? LastFailure { get; set; }

        public bool IsRead => request.Method == HttpMethod.Get;

        public TimeSpan Elapsed => timeProvider.GetElapsedTime(_started);

        public void BeginAttempt()
        {
            // A handler of the host may send the same request again, as a separate call.
            if (++Attempts > 1 || request.Options.TryGetValue(RequestFailure.AttemptsKey, out _))
            {
                request.Options.Set(RequestFailure.AttemptsKey, Attempts);
            }

            // A handler below that follows redirects may have changed the address.
            request.RequestUri = Address;
            if (!IsRead)
            {
                // If the connection closes before the response, the network handler itself would resend a request without a body.
                request.Content ??= new ByteArrayContent([]);
            }
        }
    }
}
