namespace Quay.Client;

/// <summary>Represents an entry of a repository's usage log: one action.</summary>
public sealed class LogEntry
{
    /// <summary>Gets Quay's name for the action, such as <c>push_repo</c>, <c>pull_repo</c> or <c>move_tag</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Gets the time (UTC, whole seconds).</summary>
    [JsonPropertyName("datetime")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// Gets the details as JSON, such as <c>repo</c>, <c>namespace</c>, <c>tag</c> and <c>manifest_digest</c>. They depend on the
    /// <see cref="Kind"/>. Null if Quay does not report them.
    /// </summary>
    [JsonPropertyName("metadata")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Metadata { get; init; }

    /// <summary>Gets the IP address of the caller; null if unknown.</summary>
    [JsonPropertyName("ip")]
    public string? Address { get; init; }

    /// <summary>Gets who performed the action; null for anonymous callers and for Quay itself.</summary>
    [JsonPropertyName("performer")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LogPerformer? Performer { get; init; }

    /// <summary>Returns the time, the action and the performer on one line, without the details.</summary>
    public override string ToString() => SafeLine.Of($"{Time} {Kind}{(Performer is null ? "" : " by " + Performer.Name)}");
}

/// <summary>Represents the user or robot that performed the action of a <see cref="LogEntry"/>.</summary>
public sealed class LogPerformer
{
    /// <summary>Gets the name.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the kind, such as <c>user</c>; null if Quay does not report it.</summary>
    [JsonPropertyName("kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Gets whether this is a robot account; null if Quay does not report it.</summary>
    [JsonPropertyName("is_robot")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsRobot { get; init; }

    /// <summary>Returns the name and the kind on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Name}{(Kind is null ? "" : " (" + Kind + ")")}");
}
