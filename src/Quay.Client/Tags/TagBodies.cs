namespace Quay.Client;

// Each change has its own body, because Quay applies the expiry of a combined PUT to the entry that the move ends.

internal sealed record TagDigestBody([property: JsonPropertyName("manifest_digest")] ManifestDigest ManifestDigest);

/// <summary>Represents the expiry of a tag in Unix seconds. Null is sent, and means that the tag does not expire.</summary>
internal sealed record TagExpirationBody([property: JsonPropertyName("expiration")] long? Expiration);

internal sealed record TagImmutabilityBody([property: JsonPropertyName("immutable")] bool Immutable);

/// <summary>Represents what is permanently deleted: the current entry of a tag, or its past entries with a digest.</summary>
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
