namespace Quay.Client.History;

/// <summary>Represents a write to a tag.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TagPlanStep
{
    /// <summary>Gets the repository of the tag.</summary>
    [JsonPropertyName("repository")]
    public required RepositoryName Repository { get; init; }

    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required TagName Tag { get; init; }

    /// <summary>Gets the action. The execution rejects a step whose other properties contradict it.</summary>
    [JsonPropertyName("action")]
    public required TagPlanAction Action { get; init; }

    /// <summary>Gets the condition that the tag must meet right before the write.</summary>
    [JsonPropertyName("precondition")]
    public required TagPrecondition Precondition { get; init; }

    /// <summary>Gets the digest that the tag is restored or moved to; null for other actions.</summary>
    [JsonPropertyName("digest")]
    public ManifestDigest? Digest { get; init; }

    /// <summary>Gets the new expiry of the tag, in UTC and whole seconds; null for other actions.</summary>
    [JsonPropertyName("expiration")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Gets whether Quay had the manifest when the plan was created; null if unknown, or if there is no digest.</summary>
    [JsonPropertyName("is_manifest_available")]
    public bool? IsManifestAvailable { get; init; }

    /// <summary>Gets why the step is in the plan.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Returns the action, the repository, the tag and the reason on one line.</summary>
    public override string ToString() => Action switch
    {
        TagPlanAction.Restore => SafeLine.Of($"restore {Repository}:{Tag} to {Digest}: {Reason}"),
        TagPlanAction.Move => SafeLine.Of($"move {Repository}:{Tag} from {Precondition?.Digest} to {Digest}: {Reason}"),
        TagPlanAction.Expire => SafeLine.Of($"expire {Repository}:{Tag} at {Expiration}: {Reason}"),
        _ => SafeLine.Of($"delete {Repository}:{Tag}, which points at {Precondition?.Digest}: {Reason}"),
    };
}

/// <summary>Specifies what a step of a plan does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagPlanAction>))]
public enum TagPlanAction
{
    /// <summary>Restores a tag that does not exist.</summary>
    [JsonStringEnumMemberName("restore")]
    Restore,

    /// <summary>Moves an existing tag with Quay's restore request, so Quay marks the new entry as a reversion.</summary>
    [JsonStringEnumMemberName("move")]
    Move,

    /// <summary>Sets the expiry of a tag.</summary>
    [JsonStringEnumMemberName("expire")]
    Expire,

    /// <summary>Deletes a tag. Its entry stays in the history for the time machine's window.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,
}
