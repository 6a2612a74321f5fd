using Quay.Client.Tags;
using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>The rows of a tag history as a table.</summary>
internal static class HistoryTable
{
    public static void Write(List<TagHistoryEntry> rows, Surroundings surroundings)
    {
        if (rows.Count == 0)
        {
            return;
        }

        DateTimeOffset now = surroundings.ClientOptions.TimeProvider.GetUtcNow();
        Table table = Tables.Create(
            Tables.Column("TAG"),
            Tables.Column("START (UTC)"),
            Tables.Column("END (UTC)"),
            Tables.Flexible("DIGEST"),
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
            _ when !row.IsAliveAt(now) => row.Start > now ? ("not yet alive", Color.Grey) : ("ended", Color.Grey),
            { End: not null } => ("expires", Color.Yellow),
            _ => ("alive", Color.Green),
        };
        string[] marks = [life, row.Reversion ? "reverted" : "", row.Immutable == true ? "immutable" : "", row.IsManifestList ? "list" : ""];
        return Cells.Of(string.Join(", ", marks.Where(mark => mark.Length > 0)), color);
    }
}
