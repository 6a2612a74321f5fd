using System.Diagnostics;

namespace Quay.Client.Tests.Tracing;

/// <summary>
/// Shows spans as lines of text, in the order of their start, each below its parent and with its attributes and status. The client's
/// events of a span are among its children, in brackets.
/// </summary>
internal static class SpanTree
{
    // They are the same for all spans, or repeat another one.
    private static readonly string[] Omitted =
        ["server.address", "server.port", "url.full", "url.template", "http.request.method", "network.protocol.version"];

    public static string[] Of(IEnumerable<Activity> spans, ActivitySpanId parent) =>
        Lines([.. spans.OrderBy(span => span.StartTimeUtc)], parent, depth: 0);

    private static string[] Lines(IReadOnlyList<Activity> spans, ActivitySpanId parent, int depth) =>
    [
        .. spans.Where(span => span.ParentSpanId == parent)
            .Select(span => (At: span.StartTimeUtc, Lines: Lines(spans, span.SpanId, depth + 1).Prepend(Line(span))))
            .Concat(EventsOf(spans.FirstOrDefault(span => span.SpanId == parent)))
            .OrderBy(item => item.At)
            .SelectMany(item => item.Lines)
            .Select(line => depth == 0 ? line : "  " + line),
    ];

    // .NET adds events to its own spans.
    private static IEnumerable<(DateTime At, IEnumerable<string> Lines)> EventsOf(Activity? span) =>
    [
        .. (span?.Events ?? []).Where(found => found.Name.StartsWith("quay.", StringComparison.Ordinal))
            .Select(found => (found.Timestamp.UtcDateTime, (string[])[$"[{Line(found.Name, found.Tags)}]"])),
    ];

    private static string Line(Activity span) =>
        Line(span.DisplayName, span.TagObjects) + (span.Status == ActivityStatusCode.Error ? "  Error" : "");

    private static string Line(string name, IEnumerable<KeyValuePair<string, object?>> attributes) => string.Join(
        "  ",
        attributes.Where(tag => !Omitted.Contains(tag.Key))
            .Select(tag => $"{tag.Key}={(tag.Value is double number ? Math.Round(number, 3) : tag.Value)}")
            .Order(StringComparer.Ordinal)
            .Prepend(name));
}
