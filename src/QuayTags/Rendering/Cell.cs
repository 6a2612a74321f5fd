using Spectre.Console;

namespace QuayTags;

/// <summary>Represents a value in a table.</summary>
/// <param name="Text">The visible text.</param>
/// <param name="Color">The colour, if the terminal supports colours; null for the default.</param>
internal readonly record struct Cell(string Text, Color? Color = null);
