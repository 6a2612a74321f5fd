namespace Quay.Client;

/// <summary>Represents a rule that makes tags immutable.</summary>
public sealed record ImmutabilityPolicy : IPolicy<ImmutabilityPolicy>
{
    /// <summary>Gets the id, a UUID; null for a policy that is not created yet.</summary>
    [JsonPropertyName("uuid")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uuid { get; init; }

    /// <summary>
    /// Gets the Python regular expression that the <em>whole</em> name of a tag must match, 1 to 256 characters. Quay removes white space
    /// around it.
    /// </summary>
    [JsonPropertyName("tagPattern")]
    public required string TagPattern { get; init; }

    /// <summary>Gets whether the policy applies to tags that match the pattern (true, the default) or do not match it (false).</summary>
    [JsonPropertyName("tagPatternMatches")]
    public bool TagPatternMatches { get; init; } = true;

    ImmutabilityPolicy IPolicy<ImmutabilityPolicy>.WithUuid(string uuid) => this with { Uuid = uuid };

    bool IPolicy<ImmutabilityPolicy>.IsEquivalentTo(ImmutabilityPolicy other) =>
        (TagPattern.Trim(), TagPatternMatches) == (other.TagPattern.Trim(), other.TagPatternMatches);

    /// <summary>Returns the policy on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"tags that {(TagPatternMatches ? "match" : "do not match")} {TagPattern} are immutable");
}
