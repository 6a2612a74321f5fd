namespace Quay.Client.History;

/// <summary>A tag that differs between two snapshots.</summary>
public sealed record TagDifference
{
    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets how it differs.</summary>
    [JsonPropertyName("kind")]
    public required TagDifferenceKind Kind { get; init; }

    /// <summary>Gets its entry in the first snapshot; null if it is not there.</summary>
    [JsonPropertyName("before")]
    public TagHistoryEntry? Before { get; init; }

    /// <summary>Gets its entry in the second snapshot; null if it is not there.</summary>
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

/// <summary>How a tag differs between two snapshots.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagDifferenceKind>))]
public enum TagDifferenceKind
{
    /// <summary>It is only in the second snapshot.</summary>
    [JsonStringEnumMemberName("added")]
    Added,

    /// <summary>It is only in the first snapshot.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>It points at another manifest.</summary>
    [JsonStringEnumMemberName("moved")]
    Moved,

    /// <summary>
    /// It points at the same manifest through another entry: pushed again, or deleted and restored. Not reported for two repositories.
    /// </summary>
    [JsonStringEnumMemberName("pushed_again")]
    PushedAgain,
}
