namespace Quay.Client;

// One body for each change: in a combined PUT, Quay puts the expiry on the entry that the move ends.

internal sealed record TagDigestBody([property: JsonPropertyName("manifest_digest")] ManifestDigest ManifestDigest);

/// <summary>When a tag is to expire, in Unix seconds; null for never, which is sent.</summary>
internal sealed record TagExpirationBody([property: JsonPropertyName("expiration")] long? Expiration);

internal sealed record TagImmutabilityBody([property: JsonPropertyName("immutable")] bool Immutable);

/// <summary>What is permanently deleted: the entry that is alive, or the past entries of a digest.</summary>
internal sealed record TimeMachineBody
{
    [JsonPropertyName("is_alive")]
    public required bool IsAlive { get; init; }

    [JsonPropertyName("manifest_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManifestDigest { get; init; }

    [JsonPropertyName("include_submanifests")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IncludeSubmanifests { get; init; }
}
