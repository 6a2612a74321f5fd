namespace Quay.Client;

/// <summary>
/// Represents an entry of a repository's tag history: the time from <see cref="Start"/> to <see cref="End"/> in which a tag points at a
/// manifest. A move ends the tag's entry and starts a new one; a deletion ends it. Only its end and <see cref="Immutable"/> can change.
/// </summary>
/// <remarks>All times are UTC, in whole seconds. An entry serializes to the JSON that Quay returns.</remarks>
public sealed record TagHistoryEntry
{
    private const long UnknownSize = long.MinValue;

    // A list can have a million entries, so the fields of an entry are compact. The flags of the start are Reversion and IsManifestList;
    // those of the end are whether Immutable is known, and its value.
    private readonly Instant _start;
    private readonly Instant _end;
    private readonly long _size = UnknownSize;

    /// <summary>Gets the name of the tag. A restoration can create a name that cannot be pushed.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets whether a restoration created the entry.</summary>
    [JsonPropertyName("reversion")]
    public bool Reversion
    {
        get => _start.First;
        init => _start = _start with { First = value };
    }

    /// <summary>Gets whether the tag is immutable (cannot be moved or deleted); null before Quay 3.17 and if the feature is off.</summary>
    [JsonPropertyName("immutable")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Immutable
    {
        get => _end.First ? _end.Second : null;
        init => _end = _end with { First = value is not null, Second = value == true };
    }

    /// <summary>Gets when the tag started to point at the manifest; null for a tag from before Quay recorded history.</summary>
    [JsonPropertyName("start_ts")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Start
    {
        get => _start.Time;
        init => _start = _start with { Time = value };
    }

    /// <summary>
    /// Gets when the tag stopped pointing at the manifest, because it was moved or deleted or expired. A time in the future is the expiry.
    /// Null if the entry is current and does not expire. To test whether an entry is current, use <see cref="IsAliveAt"/>. For an entry
    /// that was permanently deleted, see <see cref="IsPermanentlyDeleted"/>.
    /// </summary>
    [JsonPropertyName("end_ts")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? End
    {
        get => _end.Time;
        init => _end = _end with { Time = value };
    }

    /// <summary>Gets the digest of the manifest, such as <c>sha256:0cd3…</c>; null before Quay 3.7.</summary>
    [JsonPropertyName("manifest_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManifestDigest { get; init; }

    /// <summary>Gets whether the manifest is a manifest list (a multi-architecture image, an OCI index).</summary>
    [JsonPropertyName("is_manifest_list")]
    public bool IsManifestList
    {
        get => _start.Second;
        init => _start = _start with { Second = value };
    }

    /// <summary>Gets the compressed size of the layers in bytes; null for most manifest lists, and if Quay never computed it.</summary>
    [JsonPropertyName("size")]
    public long? Size
    {
        get => _size == UnknownSize ? null : _size;
        init => _size = value ?? UnknownSize;
    }

    /// <summary>Gets the same time as <see cref="Start"/>. Quay returns it in two forms: a number and a text.</summary>
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified => Start;

    /// <summary>Gets the same time as <see cref="End"/>, even if the entry did not expire. Quay returns it as a text, too.</summary>
    [JsonPropertyName("expiration")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration => End;

    /// <summary>Gets whether Quay lacks some manifests of the manifest list; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("is_sparse")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsSparse
    {
        get => Children?.IsSparse;
        init => Children = ListChildren.With(Children, children => children with { IsSparse = value });
    }

    /// <summary>Gets how many manifests the manifest list has; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("child_manifest_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ChildManifestCount
    {
        get => Children?.Count;
        init => Children = ListChildren.With(Children, children => children with { Count = value });
    }

    /// <summary>Gets how many manifests of the manifest list Quay stores; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("present_child_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PresentChildCount
    {
        get => Children?.PresentCount;
        init => Children = ListChildren.With(Children, children => children with { PresentCount = value });
    }

    /// <summary>Gets, by digest, whether Quay stores a manifest of the list; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("child_manifests_presence")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, bool>? ChildManifestsPresence
    {
        get => Children?.Presence;
        init => Children = ListChildren.With(Children, children => children with { Presence = value });
    }

    /// <summary>
    /// Gets whether the end is before the start, which shows a permanent deletion. Such a deletion sets the end to the start of the time
    /// machine's window. If the entry started before the window, the value is false although the entry was permanently deleted.
    /// </summary>
    /// <remarks>Quay lists and can restore the entry until its garbage collector runs. The entry no longer shows its real end.</remarks>
    [JsonIgnore]
    public bool IsPermanentlyDeleted => End < Start;

    /// <summary>Gets the properties that only entries of manifest lists have; null if none is set.</summary>
    internal ListChildren? Children { get; init; }

    /// <summary>
    /// Determines whether the tag pointed at the manifest at an instant: at or after <see cref="Start"/> and before <see cref="End"/>. The
    /// result is false if <see cref="IsPermanentlyDeleted"/> is true.
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
