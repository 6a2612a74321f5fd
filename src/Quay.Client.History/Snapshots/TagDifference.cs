namespace Quay.Client.History;

/// <summary>A tag that differs in two snapshots.</summary>
public sealed record TagDifference
{
    /// <summary>The name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>How it differs.</summary>
    [JsonPropertyName("kind")]
    public required TagDifferenceKind Kind { get; init; }

    /// <summary>Its row in the first snapshot; null when it is not there.</summary>
    [JsonPropertyName("before")]
    public TagHistoryEntry? Before { get; init; }

    /// <summary>Its row in the second snapshot; null when it is not there.</summary>
    [JsonPropertyName("after")]
    public TagHistoryEntry? After { get; init; }

    /// <summary>One line, such as <c>~ prod sha256:0cd3… -> sha256:5891…</c>.</summary>
    public override string ToString() => Kind switch
    {
        TagDifferenceKind.Added => SafeText.Line($"+ {Tag} {After?.ManifestDigest}"),
        TagDifferenceKind.Removed => SafeText.Line($"- {Tag} {Before?.ManifestDigest}"),
        TagDifferenceKind.Moved => SafeText.Line($"~ {Tag} {Before?.ManifestDigest} -> {After?.ManifestDigest}"),
        _ => SafeText.Line($"= {Tag} {After?.ManifestDigest} (pushed again)"),
    };
}
