namespace QuayTags;

/// <summary>Represents a column of a table, and how it adapts to a narrow terminal.</summary>
/// <param name="Header">The heading.</param>
/// <param name="Rank">The column with the highest rank is omitted first. A column with rank 0 is always shown.</param>
/// <param name="MinWidth">The minimum width in cells; null if the column is not shortened.</param>
internal sealed record Column(string Header, int Rank, int? MinWidth = null)
{
    public bool IsRightAligned { get; init; }

    /// <summary>Gets the width for later values of a table that is written in parts, in cells.</summary>
    public int Reserved { get; init; }

    /// <summary>Gets whether a long text keeps its start and its end, as names do: long names often differ only at the end.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Creates a column of names, which is always shown.</summary>
    public static Column OfNames(string header, int minWidth = 10) => new(header, Rank: 0, minWidth) { KeepsEnd = true };
}
