using System.Text.Json.Serialization.Metadata;

namespace QuayTags;

/// <summary>Defines how the items of a list are written: as a table, as CSV, and as lines of JSON.</summary>
internal sealed class ListFormat<T>
{
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Gets the function that returns a cell for each of <see cref="Columns"/>.</summary>
    public required Func<T, Cell[]> Cells { get; init; }

    public required IReadOnlyList<CsvColumn<T>> Csv { get; init; }

    public required JsonTypeInfo<T> Json { get; init; }

    /// <summary>
    /// Gets the function that returns a warning for an item that stands for missing data; null for data. JSON and CSV contain both. A
    /// table contains only data.
    /// </summary>
    public Func<T, string?> Warning { get; init; } = _ => null;
}
