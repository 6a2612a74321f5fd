using Microsoft.Extensions.Logging;

namespace Quay.Client;

/// <summary>Defines the log messages. Their ids and names are stable: hosts filter and alert by them.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(
        EventId = 1,
        EventName = "RequestCompleted",
        Level = LogLevel.Debug,
        Message = "{Method} {Path}: the response was {StatusCode} after {Milliseconds:0} ms.")]
    public static partial void RequestCompleted(this ILogger log, string method, string path, int statusCode, double milliseconds);

    [LoggerMessage(
        EventId = 2,
        EventName = "RequestFailed",
        Level = LogLevel.Debug,
        Message = "{Method} {Path}: no complete response after {Milliseconds:0} ms ({ErrorType}).")]
    public static partial void RequestFailed(this ILogger log, string method, string path, double milliseconds, string errorType);

    [LoggerMessage(
        EventId = 3,
        EventName = "RetryScheduled",
        Level = LogLevel.Information,
        Message = "{Method} {Path} {Reason}. Retrying in {Seconds:0.0} seconds (retry {Retry}).")]
    public static partial void RetryScheduled(
        this ILogger log, string method, string path, string reason, int retry, double seconds);

    [LoggerMessage(
        EventId = 4,
        EventName = "RateLimiterPaused",
        Level = LogLevel.Information,
        Message = "The server returned 429. All requests wait {Seconds:0.0} seconds, then continue at {RequestsPerSecond:0.0} per second.")]
    public static partial void RateLimiterPaused(this ILogger log, double seconds, double requestsPerSecond);

    [LoggerMessage(
        EventId = 5,
        EventName = "ListSteppedBack",
        Level = LogLevel.Information,
        Message = "{List}: entries moved while the list was read. The client reads an earlier page again, so no entry is missing.")]
    public static partial void ListSteppedBack(this ILogger log, string list);

    [LoggerMessage(
        EventId = 6,
        EventName = "WriteRecovered",
        Level = LogLevel.Warning,
        Message = "{Write}: the response was lost. The client verified that the write was applied.")]
    public static partial void WriteRecovered(this ILogger log, string write);

    [LoggerMessage(
        EventId = 7,
        EventName = "WriteResent",
        Level = LogLevel.Warning,
        Message = "{Write}: the response was lost. The client verified that the write was not applied, and resends it.")]
    public static partial void WriteResent(this ILogger log, string write);

    [LoggerMessage(
        EventId = 8,
        EventName = "WriteOutcomeUnknown",
        Level = LogLevel.Warning,
        Message = "It is unknown whether a write was applied. {Explanation}")]
    public static partial void WriteOutcomeUnknown(this ILogger log, string explanation);

    [LoggerMessage(
        EventId = 9,
        EventName = "TokenRejected",
        Level = LogLevel.Warning,
        Message = "{Endpoint} does not accept the token: it is expired, revoked, mistyped or not an OAuth token. Replace it.")]
    public static partial void TokenRejected(this ILogger log, Uri endpoint);
}
