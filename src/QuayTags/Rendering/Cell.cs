using Spectre.Console;

namespace QuayTags;

/// <summary>A value in a table.</summary>
/// <param name="Text">Visible text.</param>
/// <param name="Color">Its colour, where the terminal has any; null for the usual one.</param>
internal readonly record struct Cell(string Text, Color? Color = null);
