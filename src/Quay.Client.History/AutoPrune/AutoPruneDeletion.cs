namespace Quay.Client.History;

/// <summary>Represents the deletion of a tag by an auto-prune policy.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AutoPruneDeletion
{
    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets the digest that the tag points at; null if Quay does not report it.</summary>
    [JsonPropertyName("manifest_digest")]
    public string? ManifestDigest { get; init; }

    /// <summary>Gets when the tag began to point at its manifest; null if unknown. Quay then treats the tag as the oldest one.</summary>
    [JsonPropertyName("start")]
    public DateTimeOffset? Start { get; init; }

    /// <summary>Gets when Quay deletes the tag, unless somebody changes the tags before.</summary>
    [JsonPropertyName("when")]
    public required AutoPruneTime When { get; init; }

    /// <summary>
    /// Gets the time from which the tag is old enough (UTC); null for other deletions. Quay deletes it in its first run after that.
    /// </summary>
    [JsonPropertyName("at")]
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// Gets whether the policies that were read certainly delete the tag. False if the order of tags that began in the same second
    /// decides, if an unpredictable policy runs before, or if several policies delete tags at the next push.
    /// </summary>
    [JsonPropertyName("is_certain")]
    public required bool IsCertain { get; init; }

    /// <summary>Gets the policy.</summary>
    [JsonPropertyName("policy")]
    public required ScopedAutoPrunePolicy Policy { get; init; }

    /// <summary>Gets why the policy deletes the tag.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Returns when and why the tag is deleted, on one line.</summary>
    public override string ToString()
    {
        string when = When switch
        {
            AutoPruneTime.Now => "now",
            AutoPruneTime.NextPush => "at the next push",
            _ => SafeLine.Of($"after {At}"),
        };
        string verb = IsCertain ? "delete" : "possibly delete";
        return SafeLine.Of($"{verb} {Tag} {when}: {Reason} Policy of {Policy}");
    }
}

/// <summary>Specifies when an auto-prune policy deletes a tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AutoPruneTime>))]
public enum AutoPruneTime
{
    /// <summary>In Quay's next run. By default, Quay runs the policies of a namespace about once an hour.</summary>
    [JsonStringEnumMemberName("now")]
    Now,

    /// <summary>In the first run after <see cref="AutoPruneDeletion.At"/>.</summary>
    [JsonStringEnumMemberName("later")]
    Later,

    /// <summary>In the first run after a push of a new tag to which the policy applies.</summary>
    [JsonStringEnumMemberName("next_push")]
    NextPush,
}
