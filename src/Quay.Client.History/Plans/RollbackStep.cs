namespace Quay.Client.History;

/// <summary>One write of a rollback, to one tag.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RollbackStep
{
    /// <summary>The name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>What is done. A plan whose digests say something else is refused.</summary>
    [JsonPropertyName("action")]
    public required RollbackAction Action { get; init; }

    /// <summary>What the tag must point at before; null when it must not be there.</summary>
    [JsonPropertyName("expected_digest")]
    public required string? ExpectedDigest { get; init; }

    /// <summary>
    /// When the newest row of the tag began, in UTC, whether it holds or ended: a newer one shows that somebody wrote to the tag. Null when it has none, or Quay
    /// does not say.
    /// </summary>
    [JsonPropertyName("expected_start")]
    public required DateTimeOffset? ExpectedStart { get; init; }

    /// <summary>What the tag points at afterwards; null when it is deleted.</summary>
    [JsonPropertyName("digest")]
    public required string? Digest { get; init; }

    /// <summary>
    /// Whether Quay held that manifest when the plan was made: true, or null when it does not tell. Tags whose manifest it does not hold are in
    /// <see cref="RollbackPlan.Left"/>. Null also when the tag is deleted.
    /// </summary>
    [JsonPropertyName("is_manifest_held")]
    public bool? IsManifestHeld { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>One line.</summary>
    public override string ToString() => Action switch
    {
        RollbackAction.Restore => SafeText.Line($"restore {Tag} to {Digest}: {Reason}"),
        RollbackAction.Move => SafeText.Line($"move {Tag} from {ExpectedDigest} to {Digest}: {Reason}"),
        _ => SafeText.Line($"delete {Tag}, which points at {ExpectedDigest}: {Reason}"),
    };
}
