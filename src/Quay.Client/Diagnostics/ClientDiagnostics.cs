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

    public ClientMetrics Metrics { get; } = ClientMetrics.Of(endpoint, meters);

    // A request was sent and got a response, or none (null).
    public void RequestCompleted(HttpRequestMessage request, HttpResponseMessage? response, TimeSpan elapsed)
    {
        if (_log.IsEnabled(LogLevel.Debug))
        {
            _log.RequestCompleted(
                request.Method.Method, UrlTemplate.Of(request), (int?)response?.StatusCode, elapsed.TotalMilliseconds);
        }

        Metrics.RequestCompleted(request, response);
    }

    // A request is retried, for the reason of the previous attempt.
    public void Retrying(HttpRequestMessage request, int retry, string reason, TimeSpan delay)
    {
        if (_log.IsEnabled(LogLevel.Information))
        {
            _log.Retrying(request.Method.Method, UrlTemplate.Of(request), reason, retry, delay.TotalSeconds);
        }

        Metrics.Retrying(request);
    }

    // The server refused a request with 429, so all requests wait, and then continue at a lower rate.
    public void Paused(TimeSpan pause, double requestsPerSecond)
    {
        _log.Paused(pause.TotalSeconds, requestsPerSecond);
        Metrics.Paused(pause);
    }

    // A page did not continue the list, because the list changed while it was read.
    public void ListSteppedBack(string list)
    {
        _log.ListSteppedBack(list);
        Metrics.ListSteppedBack();
    }

    // The response to a write was lost, and the write was applied.
    public void WriteRecovered(string write)
    {
        _log.WriteRecovered(write);
        Metrics.LostWrite("applied");
    }

    // The response to a write was lost, the write was not applied, and is sent again.
    public void WriteResent(string write)
    {
        _log.WriteResent(write);
        Metrics.LostWrite("resent");
    }

    // The response to a write was lost, and it is unknown whether the write was applied.
    public void WriteOutcomeUnknown(string message)
    {
        _log.WriteOutcomeUnknown(message);
        Metrics.LostWrite("unknown");
    }

    // Quay does not accept the token.
    public void TokenRejected() => _log.TokenRejected(endpoint);
}
