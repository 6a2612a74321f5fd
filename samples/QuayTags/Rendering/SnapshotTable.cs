using Quay.Client.History;
using Quay.Client.Tags;
using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>What tags pointed at, as a table.</summary>
internal static class SnapshotTable
{
    public static void Write(RepositorySnapshot snapshot, Surroundings surroundings)
    {
        if (snapshot.Tags.Count == 0)
        {
            return;
        }

        Table table = Tables.Create(
            Tables.Column("TAG"), Tables.Column("DIGEST"), Tables.Column("SIZE").RightAligned(), Tables.Column("SINCE (UTC)"), Tables.Column("UNTIL (UTC)"));
        foreach ((string tag, TagHistoryEntry row) in snapshot.Tags)
        {
            table.AddRow(
                Cells.Of(tag),
                Cells.Digest(row.ManifestDigest),
                Cells.Size(row.Size),
                Cells.Of(row.Start),
                row.End is null ? Cells.Of("now") : Cells.Of(row.End, row.End > snapshot.ReadAt ? ", expires" : ""));
        }

        Tables.Console(surroundings).Write(table);
    }
}
