using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Quay.Client;

/// <summary>
/// Limits the time of a call with its retries. It retries a GET after any transient failure. After a failure, a write may have been
/// applied, so other methods are not retried. <see cref="RateLimitedAttempts"/> resends any request that got 429.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<CallProgress> CallKey = new("Quay.Client.Call");

    private readonly QuayClientOptions _options;
    private readonly ServerClock _serverClock;
    private readonly ClientDiagnostics _diagnostics;
    private readonly Lazy<ResiliencePipeline<HttpResponseMessage>> _pipeline;
    private readonly Lazy<RateLimitedAttempts> _attempts;

    public ResilienceHandler(QuayClientOptions options, ServerClock serverClock, RequestLimiter limiter, ClientDiagnostics diagnostics)
    {
        _options = options;
        _serverClock = serverClock;
        _diagnostics = diagnostics;
        _pipeline = new(CreatePipeline);
        _attempts = new(() => new RateLimitedAttempts(options, serverClock, limiter, diagnostics, base.SendAsync));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new CallProgress(request, _options);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline.Value
                .ExecuteAsync(
                    static (context, attempts) => attempts.SendAsync(CallOf(context), context.CancellationToken), context, _attempts.Value)
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException limit) when (limit.Timeout == _options.Timeout)
        {
            throw FailureOf(call).TimeLimit(
                limit, "the call and its retries (Timeout in the options)", call.Describe(), wasRefused: !call.HasUnrefused);
        }
        catch (TimeoutRejectedException limit) when (limit.Timeout == _options.AttemptTimeout)
        {
            string last = $"at attempt {call.Sent}, the last";
            throw FailureOf(call).TimeLimit(
                limit, "one attempt (AttemptTimeout in the options)", last, wasRefused: !call.HasUnrefused);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static CallProgress CallOf(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

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
                OnRetry = args =>
                {
                    CallProgress call = CallOf(args.Context);
                    call.LastFailure = args.Outcome switch
                    {
                        { Exception: TimeoutRejectedException } when !call.IsSent => "got no token from the TokenProvider in time",
                        { Exception: TimeoutRejectedException } => "got no complete response in time",
                        { Exception: HttpRequestException fault } => $"failed ({fault.HttpRequestError})",
                        { Exception: not null } => "failed",
                        { Result: var response } => $"returned {(int)response!.StatusCode}",
                    };
                    _diagnostics.RetryScheduled(
                        call.Request,
                        args.AttemptNumber + 1,
                        call.LastFailure,
                        args.RetryDelay,
                        args.Outcome.Result?.StatusCode,
                        args.Outcome.Exception);
                    return default;
                },
            });
        }

        return builder.Build();
    }

    private async ValueTask<bool> ShouldRetryAsync(RetryPredicateArguments<HttpResponseMessage> args)
    {
        CallProgress call = CallOf(args.Context);
        if (!call.IsRead)
        {
            return false;
        }

        if (args.Outcome is { Exception: { } fault })
        {
            return RetryRule.IsTransient(fault);
        }

        return await RetryRule.IsTransientAsync(args.Outcome.Result!, args.Context.CancellationToken).ConfigureAwait(false)
            && RetryRule.HonorsRetryAfter(RetryAfter(args.Outcome), _options.MaxRetryDelay, call.RemainingTime);
    }

    private TimeSpan? RetryAfter(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } response ? RetryRule.RetryAfter(response, _serverClock) : null;

    private RequestFailure FailureOf(CallProgress call) =>
        new(call.Request, call.Address) { Proxy = ProxyInUse.Of(InnerHandler, call.Address) };
}
