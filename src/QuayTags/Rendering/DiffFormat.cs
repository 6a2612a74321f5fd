using Spectre.Console;

namespace QuayTags;

/// <summary>Defines how differences are written.</summary>
internal static class DiffFormat
{
    private static readonly CsvColumn<DiffItem>[] Csv =
    [
        new("tag", item => item.Tag),
        new("kind", item => item.Kind),
        new("before_digest", item => item.Before?.ManifestDigest),
        new("before_start", item => QuayTags.Csv.Time(item.Before?.Start)),
        new("after_digest", item => item.After?.ManifestDigest),
        new("after_start", item => QuayTags.Csv.Time(item.After?.Start)),
        new("reason", item => item.Reason),
    ];

    public static ListFormat<DiffItem> Create(ToolContext context) => new()
    {
        Columns =
        [
            new(" ", 0),
            Column.OfNames("TAG"),
            new("BEFORE", 2, MinWidth: 8),
            new("AFTER", 1, MinWidth: 8),
            new("SINCE (UTC)", 3),
        ],
        Cells = item =>
        [
            Mark(item),
            Cells.Of(item.Tag),
            Cells.Digest(item.Before?.ManifestDigest, context),
            Cells.Digest(item.After?.ManifestDigest, context),
            Cells.Of(item.After?.Start),
        ],
        Csv = Csv,
        Json = ToolJson.Default.DiffItem,
        Warning = item => item.Reason is null ? null : item.Tag is null ? item.Reason : $"? {item.Tag}: {item.Reason}",
    };

    private static Cell Mark(DiffItem item) => item switch
    {
        { Before: null } => Cells.Of("+", Color.Green),
        { After: null } => Cells.Of("-", Color.Red),
        { Kind: "moved" } => Cells.Of("~", Color.Yellow),
        _ => Cells.Of("=", Color.Grey),
    };
}
