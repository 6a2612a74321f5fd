using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Quay.Client;

/// <summary>
/// Reports what a client does that its results do not show, such as a retry or a pause. Each event writes a log message and changes a
/// metric. Nothing is computed for events that nobody listens to.
/// </summary>
internal sealed class ClientDiagnostics(Uri endpoint, ILoggerFactory? loggers = null, IMeterFactory? meters = null)
{
    // Gets the name of the log category, the activity source and the meter.
    public const string Name = "Quay.Client";

    private readonly ILogger _log = (loggers ?? NullLoggerFactory.Instance).CreateLogger(Name);
    private readonly RejectedTokens _rejected = new();

    // All clients of a process have the same category, so each message names the server.
    private readonly string _server = endpoint.Authority;

    public ClientMetrics Metrics { get; } = new(endpoint, meters);

    // An attempt got a complete response.
    public void RequestCompleted(HttpRequestMessage request, HttpStatusCode status, TimeSpan elapsed)
    {
        if (_log.IsEnabled(LogLevel.Debug))
        {
            _log.RequestCompleted(_server, request.Method.Method, PathOf(request), (int)status, elapsed.TotalMilliseconds);
        }

        Metrics.RequestCompleted(request, status);
    }

    // An attempt got no complete response.
    public void RequestFailed(HttpRequestMessage request, Exception fault, TimeSpan elapsed)
    {
        if (_log.IsEnabled(LogLevel.Debug))
        {
            _log.RequestFailed(
                _server, request.Method.Method, PathOf(request), elapsed.TotalMilliseconds, AttemptError.TypeOf(fault));
        }

        Metrics.RequestFailed(request, fault);
    }

    // A request is retried after a failed attempt: a response with an error status, or an exception.
    public void RetryScheduled(
        HttpRequestMessage request, int retry, string reason, TimeSpan delay, HttpStatusCode? status, Exception? fault)
    {
        if (_log.IsEnabled(LogLevel.Information))
        {
            _log.RetryScheduled(_server, request.Method.Method, PathOf(request), reason, retry, delay.TotalSeconds);
        }

        Metrics.RetryScheduled(request, status, fault);
        OperationEvents.AddRetry(delay, reason);
    }

    // A request no longer waits for the rate limiter.
    public void WaitEnded(bool isCounted, TimeSpan waited)
    {
        OperationEvents.AddWait(waited);
        Metrics.EndWait(isCounted, waited);
    }

    // The server refused a request with 429. No request is sent during the pause. Then the rate is a new one. The added time is the part
    // of the pause that was not already part of an earlier one.
    public void RateLimiterPaused(TimeSpan pause, TimeSpan added, double requestsPerSecond, bool isNotable)
    {
        if (isNotable)
        {
            _log.RateLimiterPaused(_server, pause.TotalSeconds, requestsPerSecond);
        }
        else
        {
            _log.RateLowered(_server, pause.TotalSeconds, requestsPerSecond);
        }

        Metrics.RateLimiterPaused(added);
    }

    // A page did not continue the list, because entries moved between two requests.
    public void ListSteppedBack(string list)
    {
        _log.ListSteppedBack(_server, list);
        Metrics.ListSteppedBack();
    }

    // The response to a write did not show its outcome, and the write was applied.
    public void WriteRecovered(string write, string reason)
    {
        _log.WriteRecovered(_server, write, reason);
        Metrics.LostWrite("applied");
    }

    // The response to a write did not show its outcome, and the write was not applied. It is resent, unless it was resent the permitted
    // number of times.
    public void WriteNotApplied(string write, string reason, bool isResent)
    {
        if (isResent)
        {
            _log.WriteResent(_server, write, reason);
        }

        Metrics.LostWrite("not_applied");
    }

    // It is unknown whether a write was applied. The explanation is the message of the exception.
    public void WriteOutcomeUnknown(string explanation)
    {
        _log.WriteOutcomeUnknown(_server, explanation);
        Metrics.LostWrite("unknown");
    }

    public bool HasRejectedTokens => _rejected.HasAny;

    // Quay does not accept a token. A thousand calls with it are one event.
    public void TokenRejected(string token)
    {
        if (_rejected.TryAdd(token))
        {
            _log.TokenRejected(_server);
            Metrics.TokenRejected();
        }
    }

    // Quay accepts a token. If it rejects the token later, that is a new event.
    public void TokenAccepted(string token)
    {
        if (_rejected.HasAny)
        {
            _rejected.Remove(token);
        }
    }

    private static string PathOf(HttpRequestMessage request) => request.RequestUri?.AbsolutePath ?? "";
}
