namespace Quay.Client;

/// <summary>
/// An entry of a repository's tag history: a tag that points at a manifest from <see cref="Start"/> until <see cref="End"/>. A move ends
/// the tag's entry and starts a new one; a deletion ends it. After its start, only an entry's end and <see cref="Immutable"/> change.
/// </summary>
/// <remarks>All times are UTC, in whole seconds. An entry serializes to Quay's own JSON.</remarks>
public sealed record TagHistoryEntry
{
    private const long UnknownSize = long.MinValue;

    // Lists of a million entries are read, so an entry keeps its fields in as little room as they need.
    private readonly Instant _start;
    private readonly Instant _end;
    private readonly long _size = UnknownSize;

    // The runtime aligns a nullable bool like a number.
    private readonly bool _isImmutableKnown;
    private readonly bool _isImmutable;

    /// <summary>Gets the name of the tag. A restoration can create a name that breaks the rule for tags.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets a value that indicates whether a restoration created the entry.</summary>
    [JsonPropertyName("reversion")]
    public bool Reversion { get; init; }

    /// <summary>Gets whether the tag can be neither moved nor deleted; null before Quay 3.17 and if the feature is off.</summary>
    [JsonPropertyName("immutable")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Immutable
    {
        get => _isImmutableKnown ? _isImmutable : null;
        init => (_isImmutableKnown, _isImmutable) = (value is not null, value == true);
    }

    /// <summary>Gets when the tag started to point at the manifest; null for a tag that is older than Quay's history.</summary>
    [JsonPropertyName("start_ts")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Start
    {
        get => _start;
        init => _start = value;
    }

    /// <summary>
    /// Gets when the tag stopped pointing at the manifest (it was moved, deleted, or expired), or when it will expire if that is in the
    /// future; null for neither. Use <see cref="IsAliveAt"/> instead of a comparison with null. If the entry was permanently deleted, the
    /// end is before the start.
    /// </summary>
    [JsonPropertyName("end_ts")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? End
    {
        get => _end;
        init => _end = value;
    }

    /// <summary>Gets the digest of the manifest, such as <c>sha256:0cd3…</c>; null before Quay 3.7.</summary>
    [JsonPropertyName("manifest_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManifestDigest { get; init; }

    /// <summary>
    /// Gets a value that indicates whether the manifest is a list of manifests (a multi-architecture image, an OCI index).
    /// </summary>
    [JsonPropertyName("is_manifest_list")]
    public bool IsManifestList { get; init; }

    /// <summary>Gets the compressed size of the layers in bytes; null for most manifest lists and if Quay never computed it.</summary>
    [JsonPropertyName("size")]
    public long? Size
    {
        get => _size == UnknownSize ? null : _size;
        init => _size = value ?? UnknownSize;
    }

    /// <summary>Gets <see cref="Start"/>, which Quay also sends as a text.</summary>
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified => Start;

    /// <summary>Gets <see cref="End"/>, which Quay also sends as a text, even if the entry did not end by expiring.</summary>
    [JsonPropertyName("expiration")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration => End;

    /// <summary>Gets whether the registry lacks some manifests of the list; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("is_sparse")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsSparse
    {
        get => Children?.IsSparse;
        init => Children = ListChildren.With(Children, children => children with { IsSparse = value });
    }

    /// <summary>Gets how many manifests the list names; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("child_manifest_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ChildManifestCount
    {
        get => Children?.Count;
        init => Children = ListChildren.With(Children, children => children with { Count = value });
    }

    /// <summary>Gets how many manifests of the list the registry holds; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("present_child_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PresentChildCount
    {
        get => Children?.PresentCount;
        init => Children = ListChildren.With(Children, children => children with { PresentCount = value });
    }

    /// <summary>
    /// Gets, for each digest that the list names, whether the registry holds it; null for other manifests and before Quay 3.17.
    /// </summary>
    [JsonPropertyName("child_manifests_presence")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, bool>? ChildManifestsPresence
    {
        get => Children?.Presence;
        init => Children = ListChildren.With(Children, children => children with { Presence = value });
    }

    /// <summary>
    /// Gets a value that indicates whether the entry was permanently deleted. Quay then moves its end to before its start, and lists and
    /// can restore it until the collector has run. When the tag stopped pointing at the manifest is unknown.
    /// </summary>
    [JsonIgnore]
    public bool IsPermanentlyDeleted => End < Start;

    /// <summary>Gets or initializes what only entries of manifest lists have.</summary>
    internal ListChildren? Children { get; init; }

    /// <summary>
    /// Determines whether the tag pointed at the manifest at an instant: at or after <see cref="Start"/> and before <see cref="End"/>. An
    /// end in the future is an expiry. An entry that was permanently deleted is never alive.
    /// </summary>
    /// <param name="instant">The instant, in any time zone.</param>
    public bool IsAliveAt(DateTimeOffset instant) => !(instant < Start) && !(End <= instant) && !IsPermanentlyDeleted;

    /// <summary>Returns the tag, the digest and the times (UTC) on one line.</summary>
    public override string ToString()
    {
        string end = End is { } time ? SafeLine.Of($"to {time}") : "on";
        string notes = (Reversion ? ", restored" : "") + (IsPermanentlyDeleted ? ", permanently deleted" : "");
        return SafeLine.Of($"{Name} {ManifestDigest ?? "without digest"}, from {Start} {end}{notes}");
    }
}
