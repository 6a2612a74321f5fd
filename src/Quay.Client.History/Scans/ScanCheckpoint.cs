namespace Quay.Client.History;

/// <summary>
/// Represents which repositories a scan has finished. It can be stored as JSON. A later scan continues from it, or reads only what changed
/// since (<see cref="ScanOptions.StartFrom"/>). All times are UTC.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class ScanCheckpoint : IJsonOnDeserialized
{
    /// <summary>Gets the root address of the Quay server.</summary>
    [JsonPropertyName("registry")]
    public required Uri Registry { get; init; }

    /// <summary>Gets the organization or user whose repositories are scanned.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    /// <summary>Gets the glob that selects the repositories (<see cref="ScanOptions.RepositoryPattern"/>); null for all.</summary>
    [JsonPropertyName("repository_pattern")]
    public string? RepositoryPattern { get; init; }

    /// <summary>Gets whether the scan includes public repositories in which the token's user has no role.</summary>
    [JsonPropertyName("include_public")]
    public bool IncludePublic { get; init; }

    /// <summary>Gets what the scan reads from each repository.</summary>
    [JsonPropertyName("content")]
    public required ScanContent Content { get; init; }

    /// <summary>
    /// Gets the requested instant of the snapshots, or the start of the timelines; null for snapshots of <see cref="StartedAt"/>, and for a
    /// function of the caller.
    /// </summary>
    [JsonPropertyName("instant")]
    public DateTimeOffset? Instant { get; init; }

    /// <summary>Gets the name or glob that selects the tags of the snapshots or timelines; null for all.</summary>
    [JsonPropertyName("tag_pattern")]
    public string? TagPattern { get; init; }

    /// <summary>Gets when the scan started. A scan that continues another keeps its start.</summary>
    [JsonPropertyName("started_at")]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// Gets whether every repository has a result, which can also be <see cref="ScanStatus.Failed"/>. If so, the next scan from this
    /// checkpoint reads only what changed. It also reads what failed or was skipped.
    /// </summary>
    [JsonPropertyName("is_complete")]
    public required bool IsComplete { get; init; }

    /// <summary>Gets the listed repositories by their full names.</summary>
    [JsonPropertyName("repositories")]
    public required IReadOnlyDictionary<string, ScannedRepository> Repositories { get; init; }

    /// <summary>Reads a checkpoint from JSON.</summary>
    /// <param name="json">The JSON that <see cref="ToJson"/> returned.</param>
    /// <exception cref="JsonException">The JSON is not a checkpoint: a property is missing, unknown, null or of another type.</exception>
    public static ScanCheckpoint Parse(string json) =>
        JsonSerializer.Deserialize(json, ScanCheckpointJsonContext.Default.ScanCheckpoint)
        ?? throw new JsonException("The checkpoint is null.");

    /// <summary>Returns the checkpoint as JSON on one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ScanCheckpointJsonContext.Default.ScanCheckpoint);

    /// <summary>Returns the namespace, the start and the number of finished repositories on one line.</summary>
    public override string ToString()
    {
        int finished = Repositories?.Values.Count(repository => repository.IsFinished) ?? 0;
        string count = $"{finished} of {Repositories?.Count ?? 0} finished, {(IsComplete ? "complete" : "incomplete")}";
        return SafeLine.Of($"{Namespace} on {Registry}, started at {StartedAt}: {count}");
    }

    internal ScanCheckpoint With(
        DateTimeOffset startedAt, bool isComplete, IReadOnlyDictionary<string, ScannedRepository> repositories) => new()
        {
            Registry = Registry,
            Namespace = Namespace,
            RepositoryPattern = RepositoryPattern,
            IncludePublic = IncludePublic,
            Content = Content,
            Instant = Instant,
            TagPattern = TagPattern,
            StartedAt = startedAt,
            IsComplete = isComplete,
            Repositories = repositories,
        };

    // The serializer accepts nulls in collections, and rejects them in properties only if it is configured to.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Registry is null || Namespace is null || Repositories?.Values.Contains(null!) != false)
        {
            throw new JsonException("The checkpoint has a null instead of an address, a name or a repository.");
        }
    }
}

/// <summary>Represents what a <see cref="ScanCheckpoint"/> records about a repository. All times are UTC.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScannedRepository
{
    /// <summary>
    /// Gets the repository's <see cref="RepositoryListItem.LastModified"/> in the list before it was last read; null if Quay returned none,
    /// or if the repository was never read.
    /// </summary>
    [JsonPropertyName("last_modified")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>
    /// Gets when the last successful read started, or the instant of its snapshot if that is the start of the scan; null if there was none.
    /// </summary>
    [JsonPropertyName("read_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Gets whether the scan is finished with the repository. A repository that failed or was skipped is not finished.</summary>
    [JsonPropertyName("is_finished")]
    public bool IsFinished { get; init; }

    /// <summary>Returns the times on one line.</summary>
    public override string ToString() => SafeLine.Of($"read at {ReadAt}, modified {LastModified}{(IsFinished ? "" : ", not finished")}");
}

/// <summary>Specifies what a scan reads from each repository.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScanContent>))]
public enum ScanContent
{
    /// <summary>What the caller's function reads (<see cref="IHistoryOperations.ScanAsync"/>).</summary>
    [JsonStringEnumMemberName("custom")]
    Custom,

    /// <summary>Snapshots (<see cref="IHistoryOperations.ScanSnapshotsAsync"/>).</summary>
    [JsonStringEnumMemberName("snapshots")]
    Snapshots,

    /// <summary>Timelines (<see cref="IHistoryOperations.ScanTimelinesAsync"/>).</summary>
    [JsonStringEnumMemberName("timelines")]
    Timelines,
}

[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ScanCheckpoint))]
internal sealed partial class ScanCheckpointJsonContext : JsonSerializerContext;
