namespace QuayTags;

/// <summary>A column of a table, and what becomes of it where the terminal is too narrow.</summary>
/// <param name="Header">What stands over it.</param>
/// <param name="Rank">The column with the highest rank is dropped first, and one with rank 0 never.</param>
/// <param name="MinWidth">How many cells it keeps when it is shortened; null when it is not shortened.</param>
internal sealed record Column(string Header, int Rank, int? MinWidth = null)
{
    public bool IsRightAligned { get; init; }
}
