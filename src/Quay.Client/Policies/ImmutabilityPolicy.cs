namespace Quay.Client;

/// <summary>A rule by which tags of a repository are immutable. Serialized, it is Quay's own JSON again.</summary>
public sealed record ImmutabilityPolicy : IPolicy<ImmutabilityPolicy>
{
    /// <summary>Its id, a UUID; null for one that is yet to be created.</summary>
    [JsonPropertyName("uuid")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uuid { get; init; }

    /// <summary>
    /// A regular expression of Python's that the <em>whole</em> name of a tag is to match, 1 to 256 characters: <c>v1</c> is about that tag alone. (The
    /// patterns of <see cref="AutoPrunePolicy"/> are looked for anywhere in the name.) Quay takes blanks off its ends.
    /// </summary>
    [JsonPropertyName("tagPattern")]
    public required string TagPattern { get; init; }

    /// <summary>Whether it is about the tags that match; false: about those that do not.</summary>
    [JsonPropertyName("tagPatternMatches")]
    public bool TagPatternMatches { get; init; } = true;

    bool IPolicy<ImmutabilityPolicy>.IsEquivalentTo(ImmutabilityPolicy other) =>
        (TagPattern.Trim(), TagPatternMatches) == (other.TagPattern.Trim(), other.TagPatternMatches);

    /// <summary>Returns the policy on one line.</summary>
    public override string ToString() => SafeText.Line($"tags that {(TagPatternMatches ? "match" : "do not match")} {TagPattern} are immutable");
}
