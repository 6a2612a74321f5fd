using Quay.Client;
using Spectre.Console;

namespace QuayTags;

/// <summary>Writes the entries of a tag history as a table.</summary>
internal static class HistoryTable
{
    private static readonly Column[] Columns =
    [
        new("TAG", 0, MinWidth: 10),
        new("START (UTC)", 1),
        new("END (UTC)", 4),
        new("DIGEST", 3, MinWidth: 8),
        new("SIZE", 5) { IsRightAligned = true },
        new("STATE", 2, MinWidth: 15),
    ];

    public static void Write(IReadOnlyList<TagHistoryEntry> entries, DateTimeOffset now, ToolContext context)
    {
        Cell[][] rows =
        [
            .. entries.Select(entry => new[]
            {
                Cells.Of(entry.Name),
                Cells.Of(entry.Start),
                Cells.Of(entry.IsPermanentlyDeleted ? null : entry.End),
                Cells.Digest(entry.ManifestDigest, context),
                Cells.Size(entry.Size),
                State(entry, now),
            }),
        ];
        TableWriter.Write(Columns, rows, context);
    }

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
