using Quay.Client;

namespace QuayTags;

/// <summary>Represents a write to one tag that the command line requests.</summary>
internal sealed record TagWrite
{
    public required string Tag { get; init; }

    /// <summary>The value of <c>--expect</c> for a tag that must not exist.</summary>
    public const string ExpectNone = "none";

    /// <summary>Gets the digest of <c>--expect</c>, or <see cref="ExpectNone"/>; null without this option.</summary>
    public string? Expected { get; init; }

    /// <summary>Gets the function that sends the write. A preview calls it first, and stops before the request.</summary>
    public required Func<TagPrecondition?, Task<TagChange>> SendAsync { get; init; }

    /// <summary>Gets the precondition of the command line.</summary>
    public TagPrecondition? Precondition => Expected switch
    {
        null => null,
        ExpectNone => TagPrecondition.DoesNotExist,
        var digest => TagPrecondition.PointsAt(digest),
    };

    /// <summary>Gets the precondition that the tag is still as it was shown.</summary>
    /// <param name="shown">The entry that was shown; null if the tag does not exist.</param>
    public TagPrecondition? StillAs(TagHistoryEntry? shown) =>
        Expected is not null && Expected != shown?.ManifestDigest ? Precondition
        : shown is null ? TagPrecondition.DoesNotExist

        // Before version 3.7, Quay returns no digest to compare.
        : shown.ManifestDigest is null ? null
        : TagPrecondition.Unchanged(shown);
}
