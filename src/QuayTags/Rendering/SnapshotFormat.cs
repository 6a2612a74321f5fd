namespace QuayTags;

/// <summary>Defines how the items of a snapshot are written.</summary>
internal static class SnapshotFormat
{
    private static readonly CsvColumn<SnapshotItem>[] Csv =
    [
        new("repository", item => item.Repository),
        new("status", item => QuayTags.Csv.Name(item.Status)),
        new("name", item => item.Tag),
        new("start", item => QuayTags.Csv.Time(item.Entry?.Start)),
        new("end", item => QuayTags.Csv.Time(item.Entry?.End)),
        new("manifest_digest", item => item.Entry?.ManifestDigest),
        new("size", item => QuayTags.Csv.Number(item.Entry?.Size)),
        new("is_manifest_list", item => QuayTags.Csv.Flag(item.Entry?.IsManifestList)),
        new("reversion", item => QuayTags.Csv.Flag(item.Entry?.Reversion)),
        new("immutable", item => QuayTags.Csv.Flag(item.Entry?.Immutable)),
        new("reason", item => item.Reason),
        new("complete_from", item => QuayTags.Csv.Time(item.CompleteFrom)),
    ];

    /// <param name="showsRepository">Whether the table has a column with the repository.</param>
    /// <param name="context">Whether whole digests are shown.</param>
    public static ListFormat<SnapshotItem> Create(bool showsRepository, ToolContext context) => new()
    {
        Columns =
        [
            .. showsRepository ? [Column.OfNames("REPOSITORY")] : Array.Empty<Column>(),
            Column.OfNames("TAG"),
            new("DIGEST", 1, MinWidth: 8),
            new("SIZE", 4) { IsRightAligned = true },
            new("SINCE (UTC)", 2),
            new("UNTIL (UTC)", 3),
        ],
        Cells = item =>
        [
            .. showsRepository ? [Cells.Of(item.Repository)] : Array.Empty<Cell>(),
            Cells.Of(item.Tag),
            Cells.Digest(item.Entry?.ManifestDigest, context),
            Cells.Size(item.Entry?.Size),
            Cells.Of(item.Entry?.Start),
            item.Entry?.End is { } end ? Cells.Of(end, item.WillExpire ? ", expires" : "") : Cells.Of("now"),
        ],
        Csv = Csv,
        Json = ToolJson.Default.SnapshotItem,
        Warning = item => item.Entry is null ? item.ToString() : null,
    };
}
