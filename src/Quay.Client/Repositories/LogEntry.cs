namespace Quay.Client;

/// <summary>An entry of a repository's usage log: one thing that somebody did.</summary>
public sealed record LogEntry
{
    /// <summary>What was done, in Quay's words: <c>push_repo</c>, <c>pull_repo</c>, <c>create_tag</c>, <c>move_tag</c>, and many more.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>When, in UTC, in whole seconds.</summary>
    [JsonPropertyName("datetime")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// With what, as JSON: <c>repo</c>, <c>namespace</c>, <c>tag</c>, <c>manifest_digest</c>, and others by <see cref="Kind"/>; null where Quay does not say.
    /// </summary>
    [JsonPropertyName("metadata")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Metadata { get; init; }

    /// <summary>From which address; null when Quay does not know.</summary>
    [JsonPropertyName("ip")]
    public string? Address { get; init; }

    /// <summary>By whom; null for nobody signed in, and for Quay itself.</summary>
    [JsonPropertyName("performer")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LogPerformer? Performer { get; init; }

    /// <summary>When, what and by whom; not with what, which can hold anything.</summary>
    public override string ToString() => SafeText.Line($"{Time} {Kind}{(Performer is null ? "" : " by " + Performer.Name)}");
}
