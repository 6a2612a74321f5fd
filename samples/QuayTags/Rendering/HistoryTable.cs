using Quay.Client.Tags;
using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>The rows of a tag history as a table.</summary>
internal static class HistoryTable
{
    public static void Write(List<TagHistoryEntry> rows, DateTimeOffset now, Surroundings surroundings)
    {
        if (rows.Count == 0)
        {
            return;
        }

        Table table = Tables.Create(
            Tables.Column("TAG"),
            Tables.Column("START (UTC)"),
            Tables.Column("END (UTC)"),
            Tables.Column("DIGEST"),
            Tables.Column("SIZE").RightAligned(),
            Tables.Column("STATE"));
        foreach (TagHistoryEntry row in rows)
        {
            table.AddRow(
                Cells.Of(row.Name),
                Cells.Of(row.Start),
                Cells.Of(row.IsPermanentlyDeleted ? null : row.End),
                Cells.Digest(row.ManifestDigest),
                Cells.Size(row.Size),
                State(row, now));
        }

        Tables.Console(surroundings).Write(table);
    }

    private static Text State(TagHistoryEntry row, DateTimeOffset now)
    {
        (string life, Color color) = row switch
        {
            { IsPermanentlyDeleted: true } => ("permanently deleted", Color.Red),
            { Start: { } start } when start > now => ("not yet alive", Color.Grey),
            _ when !row.IsAliveAt(now) => ("ended", Color.Grey),
            { End: not null } => ("expires", Color.Yellow),
            _ => ("alive", Color.Green),
        };
        string reverted = row.Reversion ? ", reverted" : "";
        string immutable = row.Immutable == true ? ", immutable" : "";
        string list = row.IsManifestList ? ", list" : "";
        return Cells.Of(life + reverted + immutable + list, color);
    }
}
