using Microsoft.Extensions.Logging;

namespace Quay.Client;

/// <summary>Defines the log messages. Their ids and names are stable.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} {UrlTemplate}: the response was {StatusCode} after {Milliseconds:0} ms.")]
    public static partial void RequestCompleted(this ILogger log, string method, string? urlTemplate, int? statusCode, double milliseconds);

    [LoggerMessage(2, LogLevel.Information, "{Method} {UrlTemplate} {Reason}. Retry {Retry} follows in {Seconds:0.0} seconds.")]
    public static partial void Retrying(
        this ILogger log, string method, string? urlTemplate, string reason, int retry, double seconds);

    [LoggerMessage(
        3,
        LogLevel.Information,
        "The response was 429: all requests wait {Seconds:0.0} seconds, then continue at {RequestsPerSecond:0.0} per second.")]
    public static partial void Paused(this ILogger log, double seconds, double requestsPerSecond);

    [LoggerMessage(4, LogLevel.Information, "{List}: the list changed while it was read. The client reads earlier entries again.")]
    public static partial void ListSteppedBack(this ILogger log, string list);

    [LoggerMessage(5, LogLevel.Warning, "{Write}: the response was lost. The client verified that the write was applied.")]
    public static partial void WriteRecovered(this ILogger log, string write);

    [LoggerMessage(6, LogLevel.Warning, "{Write}: the response was lost. The write was not applied, and is sent again.")]
    public static partial void WriteResent(this ILogger log, string write);

    [LoggerMessage(7, LogLevel.Warning, "{Write}")]
    public static partial void WriteOutcomeUnknown(this ILogger log, string write);

    [LoggerMessage(8, LogLevel.Warning, "{Endpoint} does not accept the token: it is expired, revoked, mistyped or not an OAuth token.")]
    public static partial void TokenRejected(this ILogger log, Uri endpoint);
}
