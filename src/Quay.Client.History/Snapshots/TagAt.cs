namespace Quay.Client.History;

/// <summary>Represents the state of a tag at an instant.</summary>
public sealed record TagAt
{
    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets the instant in UTC. Quay's times are whole seconds, so this is the state at the end of that second.</summary>
    [JsonPropertyName("instant")]
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Gets whether the tag existed.</summary>
    [JsonPropertyName("presence")]
    public required TagPresence Presence { get; init; }

    /// <summary>Gets the entry that was alive; null unless <see cref="Presence"/> is <see cref="TagPresence.Present"/>.</summary>
    [JsonPropertyName("entry")]
    public TagHistoryEntry? Entry { get; init; }

    /// <summary>Gets why the state is unknown; null if it is known.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Gets the digest of the manifest; null if the tag did not exist, or if it is unknown.</summary>
    [JsonIgnore]
    public string? ManifestDigest => Entry?.ManifestDigest;

    /// <summary>Returns one line: the digest, "no such tag", or "unknown" and why.</summary>
    public override string ToString() => SafeLine.Of($"{Tag} at {Instant}: {Presence switch
    {
        TagPresence.Present => ManifestDigest ?? "a manifest whose digest Quay does not return",
        TagPresence.Absent => "no such tag",
        _ => $"unknown: {Reason}",
    }}");
}

/// <summary>Specifies whether a tag existed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagPresence>))]
public enum TagPresence
{
    /// <summary>The remaining entries do not show whether the tag existed.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The tag existed, and what it pointed at is known.</summary>
    [JsonStringEnumMemberName("present")]
    Present,

    /// <summary>The tag did not exist.</summary>
    [JsonStringEnumMemberName("absent")]
    Absent,
}
