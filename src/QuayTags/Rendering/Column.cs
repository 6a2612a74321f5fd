namespace QuayTags;

/// <summary>Represents a column of a table, and how it adapts to a narrow terminal.</summary>
/// <param name="Header">The heading.</param>
/// <param name="Rank">The column with the highest rank is omitted first. A column with rank 0 is always shown.</param>
/// <param name="MinWidth">The minimum width in cells; null if the column is not shortened.</param>
internal sealed record Column(string Header, int Rank, int? MinWidth = null)
{
    public bool IsRightAligned { get; init; }
}
