namespace Quay.Client;

/// <summary>
/// Represents a condition that a tag must meet when the client reads it right before a write. Quay has no conditional writes, so somebody
/// else can still write between the read and the request. <see cref="TagChange.OtherEntries"/> reports such a write.
/// </summary>
public sealed record TagPrecondition
{
    /// <summary>Gets the digest that the tag must point at; null if the tag must not exist.</summary>
    [JsonPropertyName("digest")]
    public required ManifestDigest? Digest
    {
        get;
        init => field = value?.ThrowIfDefault(nameof(Digest));
    }

    /// <summary>
    /// Gets the time after which no entry of the tag must start; null for no limit. With <see cref="DateTimeOffset.MinValue"/>, no entry
    /// must have a start.
    /// </summary>
    [JsonPropertyName("newest_start")]
    public DateTimeOffset? NewestStart { get; init; }

    /// <summary>Gets the precondition that a tag does not exist.</summary>
    public static TagPrecondition DoesNotExist { get; } = new() { Digest = null };

    /// <summary>Creates the precondition that a tag points at a manifest.</summary>
    /// <param name="digest">The digest of the manifest.</param>
    public static TagPrecondition PointsAt(ManifestDigest digest) => new() { Digest = digest };

    /// <summary>Creates the precondition that a tag still points at the manifest of an entry, and has no newer entry.</summary>
    /// <param name="entry">The current entry of the tag.</param>
    /// <exception cref="ArgumentException">The entry has no digest.</exception>
    public static TagPrecondition Unchanged(TagHistoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ManifestDigest.TryParse(entry.ManifestDigest, out ManifestDigest digest)
            ? new() { Digest = digest, NewestStart = entry.Start ?? DateTimeOffset.MinValue }
            : throw new ArgumentException("The entry has no digest, so the tag cannot be compared with it.", nameof(entry));
    }

    /// <summary>Returns the precondition on one line.</summary>
    public override string ToString()
    {
        string entries = NewestStart is { } start ? SafeLine.Of($", with no entry newer than {start}") : "";
        return SafeLine.Of($"{(Digest is { } digest ? $"points at {ShortDigest.Of(digest.ToString())}" : "does not exist")}{entries}");
    }

    internal bool IsMetBy(TagState state) =>
        state.Alive?.ManifestDigest == Digest?.ToString()
        && !(NewestStart is { } newest && state.Entries.Any(entry => entry.Start > newest));
}
