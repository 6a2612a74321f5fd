namespace QuayTags;

/// <summary>When a tag expires, or null for never: a type of its own, for the parser takes no null as a value.</summary>
internal readonly record struct Expiry(DateTimeOffset? Time);
