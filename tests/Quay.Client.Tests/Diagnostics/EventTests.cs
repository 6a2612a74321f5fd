using System.Reflection;
using Microsoft.Extensions.Logging;
using Quay.Client.Tests.Documentation;

namespace Quay.Client.Tests.Diagnostics;

public class EventTests
{
    private static readonly LoggerMessageAttribute[] Events =
    [
        .. typeof(QuayClient).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .OrderBy(message => message.EventId),
    ];

    /// <summary>Hosts filter and alert by these, so a change breaks them.</summary>
    [Fact]
    public void Ids_names_levels_and_messages_of_events_are_stable() => Assert.Equal(
        [
            "1 RequestCompleted Debug {Server}: {Method} {Path}: the response was {StatusCode} after {Milliseconds:0} ms.",
            "2 RequestFailed Debug {Server}: {Method} {Path}: no complete response after {Milliseconds:0} ms ({ErrorType}).",
            "3 RetryScheduled Information {Server}: {Method} {Path} {Reason}. Retrying in {Seconds:0.0} seconds (retry {Retry}).",
            "4 RateLimiterPaused Information {Server} returned 429. No request is sent for {Seconds:0.0} seconds, "
                + "then {RequestsPerSecond:0.0} per second. Calls that cannot wait that long fail.",
            "5 ListSteppedBack Information {Server}: {List}: entries moved while the list was read. "
                + "The client reads an earlier page again, so no entry is missing.",
            "6 WriteRecovered Warning {Server}: {Write}: {Reason}. The client verified that the write was applied.",
            "7 WriteResent Warning {Server}: {Write}: {Reason}. The client verified that the write was not applied, and resends it.",
            "8 WriteOutcomeUnknown Warning {Server}: it is unknown whether a write was applied. {Explanation}",
            "9 TokenRejected Warning {Server} does not accept the token: it is expired, revoked, mistyped or not an OAuth token. "
                + "Replace it.",
            "10 RateLowered Debug {Server} returned 429. No request is sent for {Seconds:0.0} seconds, "
                + "then {RequestsPerSecond:0.0} per second.",
        ],
        Events.Select(message => $"{message.EventId} {message.EventName} {message.Level} {message.Message}"));

    [Fact]
    public void Documentation_lists_all_events() => Assert.Equal(
        Events.Select(message => $"| {message.EventId} | `{message.EventName}` | {message.Level} |"),
        CodeBlock.Documents["diagnostics.md"].Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(line => string.Join('|', line.Split('|')[..4]) + "|"));
}
