using Quay.Client;
using Spectre.Console;

namespace QuayTags;

/// <summary>Defines how the entries of a tag history are written.</summary>
internal static class HistoryFormat
{
    private static readonly Column[] Columns =
    [
        Column.OfNames("TAG"),
        new("START (UTC)", 1),
        new("END (UTC)", 4),
        new("DIGEST", 3, MinWidth: 8),
        new("SIZE", 5) { IsRightAligned = true },
        new("STATE", 2, MinWidth: 15),
    ];

    private static readonly CsvColumn<TagHistoryEntry>[] Csv =
    [
        new("name", entry => entry.Name),
        new("start", entry => QuayTags.Csv.Time(entry.Start)),
        new("end", entry => QuayTags.Csv.Time(entry.End)),
        new("manifest_digest", entry => entry.ManifestDigest),
        new("size", entry => QuayTags.Csv.Number(entry.Size)),
        new("is_manifest_list", entry => QuayTags.Csv.Flag(entry.IsManifestList)),
        new("reversion", entry => QuayTags.Csv.Flag(entry.Reversion)),
        new("immutable", entry => QuayTags.Csv.Flag(entry.Immutable)),
    ];

    public static ListFormat<TagHistoryEntry> Create(DateTimeOffset now, ToolContext context) => new()
    {
        Columns = Columns,
        Cells = entry =>
        [
            Cells.Of(entry.Name),
            Cells.Of(entry.Start),
            Cells.Of(entry.IsPermanentlyDeleted ? null : entry.End),
            Cells.Digest(entry.ManifestDigest, context),
            Cells.Size(entry.Size),
            State(entry, now),
        ],
        Csv = Csv,
        Json = ToolJson.Default.TagHistoryEntry,
    };

    private static Cell State(TagHistoryEntry entry, DateTimeOffset now)
    {
        (string life, Color color) = entry switch
        {
            { IsPermanentlyDeleted: true } => ("permanently deleted", Color.Red),
            { Start: { } start } when start > now => ("not yet alive", Color.Grey),
            _ when !entry.IsAliveAt(now) => ("ended", Color.Grey),
            { End: not null } => ("expires", Color.Yellow),
            _ => ("alive", Color.Green),
        };
        string reverted = entry.Reversion ? ", reverted" : "";
        string immutable = entry.Immutable == true ? ", immutable" : "";
        string list = entry.IsManifestList ? ", list" : "";
        return Cells.Of(life + reverted + immutable + list, color);
    }
}
