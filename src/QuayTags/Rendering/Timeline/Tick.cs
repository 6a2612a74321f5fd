namespace QuayTags;

/// <summary>A place on the axis of time, and what stands there.</summary>
internal readonly record struct Tick(DateTimeOffset At, string Label);
