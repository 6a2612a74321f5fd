using Quay.Client.History;

namespace QuayTags;

/// <summary>Writes what tags pointed at as a table.</summary>
internal static class SnapshotTable
{
    private static readonly Column[] Columns =
    [
        new("TAG", 0, MinWidth: 10),
        new("DIGEST", 1, MinWidth: 8),
        new("SIZE", 4) { IsRightAligned = true },
        new("SINCE (UTC)", 2),
        new("UNTIL (UTC)", 3),
    ];

    public static void Write(RepositorySnapshot snapshot, ToolContext context)
    {
        Cell[][] rows =
        [
            .. snapshot.Tags.Select(tag => new[]
            {
                Cells.Of(tag.Key),
                Cells.Digest(tag.Value.ManifestDigest, context),
                Cells.Size(tag.Value.Size),
                Cells.Of(tag.Value.Start),
                tag.Value.End is { } end ? Cells.Of(end, end > snapshot.ReadAt ? ", expires" : "") : Cells.Of("now"),
            }),
        ];
        TableWriter.Write(Columns, rows, context);
    }
}
