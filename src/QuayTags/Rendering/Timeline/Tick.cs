namespace QuayTags;

/// <summary>Represents a position on the time axis and its label.</summary>
internal readonly record struct Tick(DateTimeOffset At, string Label);
