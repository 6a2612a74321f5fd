namespace QuayTags;

/// <summary>Represents a column of CSV.</summary>
/// <param name="Name">The name in the header, in snake case.</param>
/// <param name="Value">Gets the value of an item; null for an empty field.</param>
internal sealed record CsvColumn<T>(string Name, Func<T, string?> Value);
