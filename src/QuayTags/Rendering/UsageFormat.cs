using System.Text.Json;
using Quay.Client;

namespace QuayTags;

/// <summary>Defines how the entries of a usage log are written.</summary>
internal static class UsageFormat
{
    public static ListFormat<LogEntry> Create(ToolContext context) => new()
    {
        Columns =
        [
            new("TIME (UTC)", 1),
            new("ACTION", 0, MinWidth: 10),
            new("TAG", 2, MinWidth: 10),
            new("DIGEST", 4, MinWidth: 8),
            new("WHO", 3, MinWidth: 8),
            new("ADDRESS", 5),
        ],
        Cells = entry =>
        [
            Cells.Of(entry.Time),
            Cells.Of(entry.Kind),
            Cells.Of(Detail(entry, "tag")),
            Cells.Digest(Digest(entry), context),
            Cells.Of(entry.Performer?.Name),
            Cells.Of(entry.Address),
        ],
        Csv =
        [
            new("time", entry => Csv.Time(entry.Time)),
            new("kind", entry => entry.Kind),
            new("tag", entry => Detail(entry, "tag")),
            new("manifest_digest", Digest),
            new("performer", entry => entry.Performer?.Name),
            new("is_robot", entry => Csv.Flag(entry.Performer?.IsRobot)),
            new("ip", entry => entry.Address),
        ],
        Json = ToolJson.Default.LogEntry,
    };

    private static string? Digest(LogEntry entry) => Detail(entry, "manifest_digest") ?? Detail(entry, "digest");

    private static string? Detail(LogEntry entry, string name) =>
        entry.Metadata is { ValueKind: JsonValueKind.Object } metadata
            && metadata.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
