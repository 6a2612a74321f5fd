namespace Quay.Client.History;

/// <summary>What a tag pointed at, at an instant.</summary>
public sealed record TagAt
{
    /// <summary>The name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>The instant, in UTC and whole seconds: Quay tells no less, so this is how it was at the end of that second.</summary>
    [JsonPropertyName("instant")]
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Whether there was such a tag.</summary>
    [JsonPropertyName("presence")]
    public required TagPresence Presence { get; init; }

    /// <summary>The row that held then; null unless <see cref="Presence"/> is <see cref="TagPresence.Present"/>. Its end is when it ended since, or will.</summary>
    [JsonPropertyName("row")]
    public TagHistoryEntry? Row { get; init; }

    /// <summary>Why it is not known; null when it is.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The digest of the manifest that it pointed at; null when there was no tag, or that is not known.</summary>
    [JsonIgnore]
    public string? ManifestDigest => Row?.ManifestDigest;

    /// <summary>One line: the digest, "no such tag", or "unknown" and why.</summary>
    public override string ToString() => SafeText.Line($"{Tag} at {Instant}: {Presence switch
    {
        TagPresence.Present => ManifestDigest ?? "a manifest whose digest Quay does not give",
        TagPresence.Absent => "no such tag",
        _ => $"unknown: {Reason}",
    }}");
}
