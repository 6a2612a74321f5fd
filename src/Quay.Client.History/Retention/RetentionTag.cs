namespace Quay.Client.History;

/// <summary>Represents a tag when a plan is created: its current entry, or why that is unknown.</summary>
internal sealed record RetentionTag(string Name, TagHistoryEntry? Entry, string? UnknownReason, DateTimeOffset NewestStart)
{
    public string? Digest { get; } = ManifestDigest.TryParse(Entry?.ManifestDigest, out _) ? Entry?.ManifestDigest : null;

    public string? CosignImage { get; } = CosignTag.ImageOf(Name);
}

/// <summary>Represents what was read of a repository before any tag is selected.</summary>
internal sealed record RetentionInput(RepositoryName Repository, string? State, DateTimeOffset Now, IReadOnlyList<RetentionTag> Tags);

/// <summary>Represents the verdict about a tag: why it is kept, or why it is selected.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Kept">Why the tag is kept; null if it is selected.</param>
/// <param name="Reason">The rules that decided.</param>
internal sealed record RetentionVerdict(RetentionTag Tag, SkipKind? Kept, string Reason);
