using Quay.Client;

namespace QuayTags;

/// <summary>Defines how the labels of a manifest are written.</summary>
internal static class LabelFormat
{
    public static ListFormat<ManifestLabel> Create() => new()
    {
        Columns = [new("KEY", 0, MinWidth: 16), new("VALUE", 1, MinWidth: 16), new("SOURCE", 2)],
        Cells = label => [Cells.Of(label.Key), Cells.Of(label.Value), Cells.Of(label.SourceType)],
        Csv =
        [
            new("id", label => label.Id),
            new("key", label => label.Key),
            new("value", label => label.Value),
            new("source_type", label => label.SourceType),
            new("media_type", label => label.MediaType),
        ],
        Json = ToolJson.Default.ManifestLabel,
    };
}
