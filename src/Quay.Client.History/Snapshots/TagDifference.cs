namespace Quay.Client.History;

/// <summary>Represents a tag that differs between two snapshots.</summary>
public sealed record TagDifference
{
    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets how the tag differs.</summary>
    [JsonPropertyName("kind")]
    public required TagDifferenceKind Kind { get; init; }

    /// <summary>Gets the entry of the tag in the first snapshot; null if there is none.</summary>
    [JsonPropertyName("before")]
    public TagHistoryEntry? Before { get; init; }

    /// <summary>Gets the entry of the tag in the second snapshot; null if there is none.</summary>
    [JsonPropertyName("after")]
    public TagHistoryEntry? After { get; init; }

    /// <summary>Returns one line, such as <c>~ prod sha256:0cd3… -> sha256:5891…</c>.</summary>
    public override string ToString() => Kind switch
    {
        TagDifferenceKind.Added => SafeLine.Of($"+ {Tag} {After?.ManifestDigest}"),
        TagDifferenceKind.Removed => SafeLine.Of($"- {Tag} {Before?.ManifestDigest}"),
        TagDifferenceKind.Moved => SafeLine.Of($"~ {Tag} {Before?.ManifestDigest} -> {After?.ManifestDigest}"),
        _ => SafeLine.Of($"= {Tag} {After?.ManifestDigest} (pushed again)"),
    };
}

/// <summary>Specifies how a tag differs between two snapshots.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagDifferenceKind>))]
public enum TagDifferenceKind
{
    /// <summary>The tag is only in the second snapshot.</summary>
    [JsonStringEnumMemberName("added")]
    Added,

    /// <summary>The tag is only in the first snapshot.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>The tag points at another manifest.</summary>
    [JsonStringEnumMemberName("moved")]
    Moved,

    /// <summary>
    /// The tag points at the same manifest, but has another history entry: it was pushed again, or deleted and restored. Not reported for
    /// two repositories.
    /// </summary>
    [JsonStringEnumMemberName("pushed_again")]
    PushedAgain,
}
