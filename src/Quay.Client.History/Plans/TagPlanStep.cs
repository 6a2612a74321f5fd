namespace Quay.Client.History;

/// <summary>One write to one tag.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TagPlanStep
{
    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required TagName Tag { get; init; }

    /// <summary>Gets what is done. A plan whose other properties contradict it is rejected.</summary>
    [JsonPropertyName("action")]
    public required TagPlanAction Action { get; init; }

    /// <summary>Gets what must be true of the tag before the write.</summary>
    [JsonPropertyName("precondition")]
    public required TagPrecondition Precondition { get; init; }

    /// <summary>Gets what the tag points at after a restoration or a move; null for other actions.</summary>
    [JsonPropertyName("digest")]
    public ManifestDigest? Digest { get; init; }

    /// <summary>Gets when the tag is to expire, in UTC and whole seconds; null for other actions.</summary>
    [JsonPropertyName("expiration")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Gets whether Quay held the manifest when the plan was created; null if unknown, or if there is none.</summary>
    [JsonPropertyName("is_manifest_available")]
    public bool? IsManifestAvailable { get; init; }

    /// <summary>Gets why the step is in the plan.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Returns the action, the tag and the reason on one line.</summary>
    public override string ToString() => Action switch
    {
        TagPlanAction.Restore => SafeLine.Of($"restore {Tag} to {Digest}: {Reason}"),
        TagPlanAction.Move => SafeLine.Of($"move {Tag} from {Precondition?.Digest} to {Digest}: {Reason}"),
        TagPlanAction.Expire => SafeLine.Of($"expire {Tag} at {Expiration}: {Reason}"),
        _ => SafeLine.Of($"delete {Tag}, which points at {Precondition?.Digest}: {Reason}"),
    };
}

/// <summary>What a step of a plan does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagPlanAction>))]
public enum TagPlanAction
{
    /// <summary>Restores a tag that does not exist.</summary>
    [JsonStringEnumMemberName("restore")]
    Restore,

    /// <summary>Moves an existing tag by a restoration. Quay marks the new entry as a reversion.</summary>
    [JsonStringEnumMemberName("move")]
    Move,

    /// <summary>Sets the expiry of a tag.</summary>
    [JsonStringEnumMemberName("expire")]
    Expire,

    /// <summary>Deletes a tag. The time machine keeps it.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,
}
