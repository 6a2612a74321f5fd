using System.Diagnostics.CodeAnalysis;

namespace Quay.Client;

/// <summary>
/// One row of a repository's tag history: one tag pointing at one manifest, from <see cref="Start"/> until <see cref="End"/>. Moving a tag ends its
/// row and makes a new one; deleting it ends its row; nothing else of a row changes but its end and <see cref="Immutable"/>.
/// </summary>
/// <remarks>All times are UTC, in whole seconds. Serialized, a row is Quay's own JSON again.</remarks>
public sealed record TagHistoryEntry
{
    private const long Unknown = long.MinValue;
    private const byte Unsaid = 0;
    private const byte No = 1;
    private const byte Yes = 2;

    // Lists of a million rows are read, so a row keeps its fields in as little room as they need.
    private readonly Instant _start;
    private readonly Instant _end;
    private readonly long _size = Unknown;
    private RareFields? _rare;

    // A nullable bool takes as much room as a number.
    private readonly byte _immutable;
    private bool _lastModifiedIsStart;
    private bool _expirationIsEnd;

    /// <summary>Makes a row of a test's own.</summary>
    public TagHistoryEntry()
    {
    }

    [SetsRequiredMembers]
    internal TagHistoryEntry(in TagHistoryFields fields)
    {
        Name = fields.Name!;
        ManifestDigest = fields.Digest;
        (_start, _end, _size) = (fields.Start, fields.End, fields.Size ?? Unknown);
        (Reversion, IsManifestList, Immutable) = (fields.Reversion, fields.IsManifestList, fields.Immutable);
        (_lastModifiedIsStart, _expirationIsEnd, _rare) = (fields.LastModifiedIsStart, fields.ExpirationIsEnd, fields.Rare());
    }

    /// <summary>The name of the tag. Restoring can make names that break the rule for tags, so it may hold anything.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Whether the row was made by restoring the tag to an earlier manifest.</summary>
    [JsonPropertyName("reversion")]
    public bool Reversion { get; init; }

    /// <summary>
    /// Whether the tag can be neither moved nor deleted; null before Quay 3.17 and where the feature is off.
    /// </summary>
    [JsonPropertyName("immutable")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Immutable
    {
        get => _immutable == Unsaid ? null : _immutable == Yes;
        init => _immutable = value is { } isSo ? isSo ? Yes : No : Unsaid;
    }

    /// <summary>When the tag began to point at the manifest; null when Quay does not know (tags older than its history).</summary>
    [JsonPropertyName("start_ts")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Start
    {
        get => _start;
        init
        {
            KeepRepeatedDates();
            _start = value;
        }
    }

    /// <summary>
    /// When the tag ceased to point at the manifest (it was moved, deleted, or expired), or, if that lies in the future, when it will expire; null when
    /// neither is known. Use <see cref="IsAliveAt"/> rather than a comparison with null. Before <see cref="Start"/> in a row that was permanently
    /// deleted: see <see cref="IsPermanentlyDeleted"/>.
    /// </summary>
    [JsonPropertyName("end_ts")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? End
    {
        get => _end;
        init
        {
            KeepRepeatedDates();
            _end = value;
        }
    }

    /// <summary>The digest of the manifest, such as <c>sha256:0cd3…</c>; null only if the server left it out, which none since Quay 3.7 does.</summary>
    [JsonPropertyName("manifest_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManifestDigest { get; init; }

    /// <summary>Whether the manifest is a list of manifests (a multi-architecture image, an OCI index).</summary>
    [JsonPropertyName("is_manifest_list")]
    public bool IsManifestList { get; init; }

    /// <summary>The sum of the sizes of the layers, compressed, in bytes; null for most manifest lists and where Quay never computed it.</summary>
    [JsonPropertyName("size")]
    public long? Size
    {
        get => _size == Unknown ? null : _size;
        init => _size = value ?? Unknown;
    }

    /// <summary>The same instant as <see cref="Start"/>, which Quay also sends as a text; null with it.</summary>
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified
    {
        get => _lastModifiedIsStart ? Start : _rare?.LastModified;
        init
        {
            _lastModifiedIsStart = false;
            _rare = RareFields.With(_rare, fields => fields with { LastModified = value });
        }
    }

    /// <summary>The same instant as <see cref="End"/>, which Quay also sends as a text, even where the row ended in another way than by expiring.</summary>
    [JsonPropertyName("expiration")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration
    {
        get => _expirationIsEnd ? End : _rare?.Expiration;
        init
        {
            _expirationIsEnd = false;
            _rare = RareFields.With(_rare, fields => fields with { Expiration = value });
        }
    }

    /// <summary>Whether some manifests of the list are not in the registry; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("is_sparse")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsSparse
    {
        get => _rare?.IsSparse;
        init => _rare = RareFields.With(_rare, fields => fields with { IsSparse = value });
    }

    /// <summary>How many manifests the list names; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("child_manifest_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ChildManifestCount
    {
        get => _rare?.ChildManifestCount;
        init => _rare = RareFields.With(_rare, fields => fields with { ChildManifestCount = value });
    }

    /// <summary>How many of the list's manifests the registry holds; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("present_child_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PresentChildCount
    {
        get => _rare?.PresentChildCount;
        init => _rare = RareFields.With(_rare, fields => fields with { PresentChildCount = value });
    }

    /// <summary>For each digest that the list names, whether the registry holds it; null for other manifests and before Quay 3.17.</summary>
    [JsonPropertyName("child_manifests_presence")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, bool>? ChildManifestsPresence
    {
        get => _rare?.ChildManifestsPresence;
        init => _rare = RareFields.With(_rare, fields => fields with { ChildManifestsPresence = value });
    }

    /// <summary>
    /// Whether the row was permanently deleted (taken out of the time machine): Quay then moves its end to before its start and lists it until the
    /// collector has run, and can restore it until then. The time when the tag stopped pointing at the manifest is unknown.
    /// </summary>
    [JsonIgnore]
    public bool IsPermanentlyDeleted => End < Start;

    /// <summary>
    /// Whether the tag pointed at the manifest at an instant: at or after <see cref="Start"/> and before <see cref="End"/>. An end in the future is an
    /// expiry, so a row that has one is alive until then. False for a row that was permanently deleted.
    /// </summary>
    /// <param name="instant">The instant, in any time zone.</param>
    public bool IsAliveAt(DateTimeOffset instant) => !(instant < Start) && !(End <= instant) && !IsPermanentlyDeleted;

    /// <summary>Whether another row has the same values.</summary>
    public bool Equals(TagHistoryEntry? other) =>
        other is not null
        && Name == other.Name
        && ManifestDigest == other.ManifestDigest
        && (_start, _end, _size, Reversion, IsManifestList, _immutable) == (other._start, other._end, other._size, other.Reversion, other.IsManifestList, other._immutable)
        && (LastModified, Expiration) == (other.LastModified, other.Expiration)
        && (IsSparse, ChildManifestCount, PresentChildCount) == (other.IsSparse, other.ChildManifestCount, other.PresentChildCount)
        && ReferenceEquals(ChildManifestsPresence, other.ChildManifestsPresence);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, ManifestDigest, _start, _end, Reversion);

    // A date that repeats another keeps its value when the other is changed.
    private void KeepRepeatedDates()
    {
        if (_lastModifiedIsStart || _expirationIsEnd)
        {
            (DateTimeOffset? lastModified, DateTimeOffset? expiration) = (LastModified, Expiration);
            _lastModifiedIsStart = _expirationIsEnd = false;
            _rare = RareFields.With(_rare, fields => fields with { LastModified = lastModified, Expiration = expiration });
        }
    }

    /// <summary>Returns the tag, the digest and the times (UTC) on one line.</summary>
    public override string ToString() => SafeText.Line(
        $"{Name} {ManifestDigest ?? "without digest"}, from {Start}{(End is { } end ? SafeText.Line($" to {end}") : " on")}{(Reversion ? ", restored" : "")}{(IsPermanentlyDeleted ? ", permanently deleted" : "")}");
}
