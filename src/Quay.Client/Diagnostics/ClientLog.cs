using Microsoft.Extensions.Logging;

namespace Quay.Client;

/// <summary>Defines the log messages. Their ids and names are stable: hosts filter and alert by them.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(
        EventId = 1,
        EventName = "RequestCompleted",
        Level = LogLevel.Debug,
        Message = "{Server}: {Method} {Path}: the response was {StatusCode} after {Milliseconds:0} ms.")]
    public static partial void RequestCompleted(
        this ILogger log, string server, string method, string path, int statusCode, double milliseconds);

    [LoggerMessage(
        EventId = 2,
        EventName = "RequestFailed",
        Level = LogLevel.Debug,
        Message = "{Server}: {Method} {Path}: no complete response after {Milliseconds:0} ms ({ErrorType}).")]
    public static partial void RequestFailed(
        this ILogger log, string server, string method, string path, double milliseconds, string errorType);

    [LoggerMessage(
        EventId = 3,
        EventName = "RetryScheduled",
        Level = LogLevel.Information,
        Message = "{Server}: {Method} {Path} {Reason}. Retrying in {Seconds:0.0} seconds (retry {Retry}).")]
    public static partial void RetryScheduled(
        this ILogger log, string server, string method, string path, string reason, int retry, double seconds);

    [LoggerMessage(
        EventId = 4,
        EventName = "RateLimiterPaused",
        Level = LogLevel.Information,
        Message = "{Server} returned 429. No request is sent for {Seconds:0.0} seconds, then {RequestsPerSecond:0.0} per second. "
            + "Calls that cannot wait that long fail.")]
    public static partial void RateLimiterPaused(this ILogger log, string server, double seconds, double requestsPerSecond);

    [LoggerMessage(
        EventId = 5,
        EventName = "ListSteppedBack",
        Level = LogLevel.Information,
        Message = "{Server}: {List}: entries moved while the list was read. "
            + "The client reads an earlier page again, so no entry is missing.")]
    public static partial void ListSteppedBack(this ILogger log, string server, string list);

    [LoggerMessage(
        EventId = 6,
        EventName = "WriteRecovered",
        Level = LogLevel.Warning,
        Message = "{Server}: {Write}: {Reason}. The client verified that the write was applied.")]
    public static partial void WriteRecovered(this ILogger log, string server, string write, string reason);

    [LoggerMessage(
        EventId = 7,
        EventName = "WriteResent",
        Level = LogLevel.Warning,
        Message = "{Server}: {Write}: {Reason}. The client verified that the write was not applied, and resends it.")]
    public static partial void WriteResent(this ILogger log, string server, string write, string reason);

    [LoggerMessage(
        EventId = 8,
        EventName = "WriteOutcomeUnknown",
        Level = LogLevel.Warning,
        Message = "{Server}: it is unknown whether a write was applied. {Explanation}")]
    public static partial void WriteOutcomeUnknown(this ILogger log, string server, string explanation);

    [LoggerMessage(
        EventId = 9,
        EventName = "TokenRejected",
        Level = LogLevel.Warning,
        Message = "{Server} does not accept the token: it is expired, revoked, mistyped or not an OAuth token. Replace it.")]
    public static partial void TokenRejected(this ILogger log, string server);

    [LoggerMessage(
        EventId = 10,
        EventName = "RateLowered",
        Level = LogLevel.Debug,
        Message = "{Server} returned 429. No request is sent for {Seconds:0.0} seconds, then {RequestsPerSecond:0.0} per second.")]
    public static partial void RateLowered(this ILogger log, string server, double seconds, double requestsPerSecond);
}
