namespace Quay.Client;

/// <summary>What a write did to a tag, as it was read before and after.</summary>
public sealed record TagChange
{
    /// <summary>The name of the tag.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether something was changed; false when the tag was already as it was to be, and nothing was sent.</summary>
    public required bool IsChanged { get; init; }

    /// <summary>The row that was alive before; null when there was no such tag.</summary>
    public TagHistoryEntry? Before { get; init; }

    /// <summary>The row that was alive afterwards; null when there is no such tag any more. Somebody else's, if <see cref="OtherEntries"/> begins with it.</summary>
    public TagHistoryEntry? After { get; init; }

    /// <summary>
    /// The rows that somebody else wrote between the look before and the look after, the newest first; empty when nobody did. Quay cannot prevent that: the
    /// last write wins.
    /// </summary>
    public IReadOnlyList<TagHistoryEntry> OtherEntries { get; init; } = [];

    /// <summary>
    /// When the tag will expire although nobody asked for that: the image's label <c>quay.expires-after</c> gave the new row an end. Null when it did not.
    /// <see cref="ITagOperations.ClearExpirationAsync"/> takes it away.
    /// </summary>
    public DateTimeOffset? InheritedExpiration { get; init; }

    /// <summary>Returns the tag, whether it changed, and its digests before and after on one line.</summary>
    public override string ToString() => SafeText.Line($"{Tag}: {(IsChanged ? "changed" : "unchanged")}, from {Before?.ManifestDigest ?? "nothing"} to {After?.ManifestDigest ?? "nothing"}{(OtherEntries is { Count: > 0 and var others } ? $", {Counted.Of(others, "entry", "entries")} of others" : "")}");
}
