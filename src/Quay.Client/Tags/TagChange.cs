namespace Quay.Client;

/// <summary>The result of a write to a tag, as it was read before and after.</summary>
public sealed class TagChange
{
    /// <summary>Gets the name of the tag.</summary>
    public required string Tag { get; init; }

    /// <summary>
    /// Gets a value that indicates whether the tag changed; false if it was in the requested state, so that nothing was sent.
    /// </summary>
    public required bool IsChanged { get; init; }

    /// <summary>Gets the entry that was alive before; null if the tag did not exist.</summary>
    public TagHistoryEntry? Before { get; init; }

    /// <summary>
    /// Gets the entry that was alive after; null if the tag no longer exists. It can be the first of <see cref="OtherEntries"/>.
    /// </summary>
    public TagHistoryEntry? After { get; init; }

    /// <summary>Gets the entries that somebody else wrote between the two reads, newest first. Quay applies the last write.</summary>
    public IReadOnlyList<TagHistoryEntry> OtherEntries { get; init; } = [];

    /// <summary>
    /// Gets the expiry that the image's label <c>quay.expires-after</c> set, although the caller requested none; null for none.
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
