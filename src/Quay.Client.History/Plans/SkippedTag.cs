namespace Quay.Client.History;

/// <summary>Represents a tag that a plan does not change, and the reason.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SkippedTag
{
    /// <summary>Gets the repository of the tag.</summary>
    [JsonPropertyName("repository")]
    public required RepositoryName Repository { get; init; }

    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets the kind of the reason.</summary>
    [JsonPropertyName("kind")]
    public required SkipKind Kind { get; init; }

    /// <summary>Gets the reason as a human-readable sentence.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Returns the repository, the tag and the reason on one line.</summary>
    public override string ToString() => SafeLine.Of($"skip {Repository}:{Tag}: {Reason}");

    internal static SkippedTag Of(RepositoryName repository, string tag, (SkipKind Kind, string Reason) why) =>
        new() { Repository = repository, Tag = tag, Kind = why.Kind, Reason = why.Reason };
}

/// <summary>Specifies why a plan skips a tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SkipKind>))]
public enum SkipKind
{
    /// <summary>The tag's state at the instant, or its present state, is unknown.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The tag was created later, and <see cref="RollbackOptions.DeleteNewer"/> is false.</summary>
    [JsonStringEnumMemberName("newer")]
    Newer,

    /// <summary>The tag does not exist.</summary>
    [JsonStringEnumMemberName("not_found")]
    NotFound,

    /// <summary>The tag is immutable.</summary>
    [JsonStringEnumMemberName("immutable")]
    Immutable,

    /// <summary>Quay has deleted the manifest that the tag pointed at.</summary>
    [JsonStringEnumMemberName("manifest_deleted")]
    ManifestDeleted,

    /// <summary>No request can write to a tag with this name.</summary>
    [JsonStringEnumMemberName("unsupported_name")]
    UnsupportedName,

    /// <summary>The repository is read-only or a mirror.</summary>
    [JsonStringEnumMemberName("read_only")]
    ReadOnly,

    /// <summary>The policy protects the tag, its manifest, or a label of the manifest.</summary>
    [JsonStringEnumMemberName("protected")]
    Protected,

    /// <summary>The tag points at the same manifest as a protected tag.</summary>
    [JsonStringEnumMemberName("shares_protected_digest")]
    SharesProtectedDigest,

    /// <summary>The tag's image is part of a manifest list whose tag is kept.</summary>
    [JsonStringEnumMemberName("child_of_kept_index")]
    ChildOfKeptIndex,

    /// <summary>The tag belongs to Cosign, and its image is kept.</summary>
    [JsonStringEnumMemberName("kept_with_image")]
    KeptWithImage,

    /// <summary>The tag's image has a signature, attestation or SBOM that is kept, and that Quay would delete with the image.</summary>
    [JsonStringEnumMemberName("kept_signature")]
    KeptSignature,

    /// <summary>The name of the tag does not match the policy.</summary>
    [JsonStringEnumMemberName("not_selected")]
    NotSelected,

    /// <summary>The tag has not pointed at its manifest for long enough.</summary>
    [JsonStringEnumMemberName("too_young")]
    TooYoung,

    /// <summary>The tag is among the newest ones that the policy keeps.</summary>
    [JsonStringEnumMemberName("kept_newest")]
    KeptNewest,

    /// <summary>The tag or its manifest was pulled too recently.</summary>
    [JsonStringEnumMemberName("recently_pulled")]
    RecentlyPulled,

    /// <summary>The tag already expires, not later than the policy requests.</summary>
    [JsonStringEnumMemberName("already_expires")]
    AlreadyExpires,

    /// <summary>Quay would change the requested expiry, because it is too close to the tag's start or too far from it.</summary>
    [JsonStringEnumMemberName("unsupported_expiration")]
    UnsupportedExpiration,

    /// <summary>The policy selects every unprotected tag of this repository of a namespace, and does not allow that.</summary>
    [JsonStringEnumMemberName("would_delete_all")]
    WouldDeleteAll,
}
