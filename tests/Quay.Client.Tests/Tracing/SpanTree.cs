using System.Diagnostics;

namespace Quay.Client.Tests.Tracing;

/// <summary>Shows spans as lines of text, in the order of their start, each below its parent and with its attributes and status.</summary>
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
            .SelectMany(span => Lines(spans, span.SpanId, depth + 1).Prepend(new string(' ', 2 * depth) + Line(span))),
    ];

    private static string Line(Activity span)
    {
        IEnumerable<string> attributes = span.TagObjects.Where(tag => !Omitted.Contains(tag.Key)).Select(tag => $"{tag.Key}={tag.Value}");
        string error = span.Status == ActivityStatusCode.Error ? "Error" : "";
        return string.Join("  ", attributes.Order(StringComparer.Ordinal).Prepend(span.DisplayName).Append(error)).TrimEnd();
    }
}
