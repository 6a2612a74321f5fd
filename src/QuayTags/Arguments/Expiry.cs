namespace QuayTags;

/// <summary>Represents when a tag expires, or never if it is null. System.CommandLine does not accept null as a parsed value.</summary>
internal readonly record struct Expiry(DateTimeOffset? Time);
