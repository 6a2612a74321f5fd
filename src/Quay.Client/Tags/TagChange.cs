namespace Quay.Client;

/// <summary>Represents the result of a write to a tag: its entry before and after the write.</summary>
public sealed class TagChange
{
    /// <summary>Gets the name of the tag.</summary>
    public required string Tag { get; init; }

    /// <summary>Gets whether the tag was changed; false if it was already in the requested state, and no write was sent.</summary>
    public required bool IsChanged { get; init; }

    /// <summary>Gets the current entry before the write; null if the tag did not exist.</summary>
    public TagHistoryEntry? Before { get; init; }

    /// <summary>
    /// Gets the current entry after the write; null if the tag does not exist. If somebody else wrote last, it is the first of
    /// <see cref="OtherEntries"/>.
    /// </summary>
    public TagHistoryEntry? After { get; init; }

    /// <summary>Gets the entries that somebody else wrote between the two reads, newest first. In Quay, the last write wins.</summary>
    public IReadOnlyList<TagHistoryEntry> OtherEntries { get; init; } = [];

    /// <summary>
    /// Gets the expiry that Quay took from the image's label <c>quay.expires-after</c>, although the caller requested none; otherwise null.
    /// <see cref="ITagOperations.ClearExpirationAsync"/> removes it.
    /// </summary>
    public DateTimeOffset? InheritedExpiration { get; init; }

    /// <summary>Returns the tag, whether it changed, and its digests before and after on one line.</summary>
    public override string ToString()
    {
        string others = OtherEntries is { Count: > 0 } entries ? $", {Counted.Of(entries.Count, "entry", "entries")} of others" : "";
        return SafeLine.Of($"{Tag}: {(IsChanged ? "changed" : "unchanged")}, from {Digest(Before)} to {Digest(After)}{others}");
    }

    private static string Digest(TagHistoryEntry? entry) => entry?.ManifestDigest ?? "nothing";
}
