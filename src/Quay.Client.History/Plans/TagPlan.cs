namespace Quay.Client.History;

/// <summary>
/// Represents a list of writes to the tags of a repository or a namespace, each with its precondition and its reason. A plan can be
/// printed and stored as JSON. <see cref="IHistoryOperations.ExecuteAsync"/> executes exactly its steps.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class TagPlan : IJsonOnDeserialized
{
    /// <summary>Gets the root address of the Quay server. The plan can be executed only there.</summary>
    [JsonPropertyName("registry")]
    public required Uri Registry { get; init; }

    /// <summary>Gets the repository; null for a plan of a namespace.</summary>
    [JsonPropertyName("repository")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepositoryName? Repository { get; init; }

    /// <summary>Gets the organization or user whose repositories the plan covers; null for a plan of one repository.</summary>
    [JsonPropertyName("namespace")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Namespace { get; init; }

    /// <summary>Gets the instant to roll back to, in UTC and whole seconds; null for a plan that is not a rollback.</summary>
    [JsonPropertyName("instant")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Instant { get; init; }

    /// <summary>Gets when the plan was created, in UTC.</summary>
    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets what the plan does, such as the sentence of a retention policy; null if there is nothing to add.</summary>
    [JsonPropertyName("description")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>Gets the name or glob that selects the tags of a rollback, such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>
    /// Gets whether every tag that may differ is in <see cref="Steps"/> or <see cref="Skipped"/>. False if the instant is before
    /// <see cref="RepositorySnapshot.CompleteFrom"/>. The steps remain correct. A tag that is written during the read can be missing.
    /// </summary>
    [JsonPropertyName("is_complete")]
    public required bool IsComplete { get; init; }

    /// <summary>Gets the number of tags that were compared; 0 if no tag matches the pattern.</summary>
    [JsonPropertyName("compared_tags")]
    public required int ComparedTags { get; init; }

    /// <summary>Gets the images that lose their last tag; null if the plan does not delete tags by a retention policy.</summary>
    [JsonPropertyName("released_images")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReleasedImages? ReleasedImages { get; init; }

    /// <summary>Gets the writes: restorations first, deletions last.</summary>
    [JsonPropertyName("steps")]
    public required IReadOnlyList<TagPlanStep> Steps { get; init; }

    /// <summary>
    /// Gets the tags that the plan does not change, each with the reason, sorted by repository and name: for a rollback, those that may
    /// differ; for a retention policy, all that it does not select.
    /// </summary>
    [JsonPropertyName("skipped")]
    public required IReadOnlyList<SkippedTag> Skipped { get; init; }

    /// <summary>Gets the repository or the namespace in messages.</summary>
    internal string Target => Repository?.ToString() ?? $"{Namespace}";

    /// <summary>Reads a plan from JSON.</summary>
    /// <param name="json">The JSON that <see cref="ToJson"/> returned.</param>
    /// <exception cref="JsonException">The JSON is not a plan: a property is missing, unknown, null or of another type.</exception>
    public static TagPlan Parse(string json) =>
        JsonSerializer.Deserialize(json, TagPlanJsonContext.Default.TagPlan) ?? throw new JsonException("The plan is null.");

    /// <summary>Returns the plan as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TagPlanJsonContext.Default.TagPlan);

    /// <summary>
    /// Returns a plan that restores the tags that this plan deletes. Save it before this plan is executed: its steps do nothing for tags
    /// that still exist, and fail for tags that somebody else changed. It can be executed while Quay keeps the deleted entries
    /// (<see cref="Quay.Client.Repository.TagExpiration"/>). Expiries and moves are not undone.
    /// </summary>
    /// <remarks>
    /// It restores only tags that have a step in this plan. Since version 3.18, Quay also deletes the Cosign tags of an image
    /// (<c>sha256-….sig</c>, <c>.att</c> and <c>.sbom</c>) with its last other tag. A plan of a retention policy has steps for them. A
    /// plan of a list of tags or of a rollback (<see cref="RollbackOptions.DeleteNewer"/>) can lack them: to restore these tags, roll the
    /// repository back (<see cref="IHistoryOperations.PlanRollbackAsync"/>).
    /// </remarks>
    public TagPlan ToRestorePlan() => RestorePlan.Of(this);

    /// <summary>
    /// Returns a copy of the plan with other steps, such as a subset of its steps. <see cref="ReleasedImages"/> is null in the copy,
    /// because it depends on the steps.
    /// </summary>
    /// <param name="steps">The steps.</param>
    public TagPlan WithSteps(IEnumerable<TagPlanStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return new TagPlan
        {
            Registry = Registry,
            Repository = Repository,
            Namespace = Namespace,
            Instant = Instant,
            CreatedAt = CreatedAt,
            Description = Description,
            Pattern = Pattern,
            IsComplete = IsComplete,
            ComparedTags = ComparedTags,
            Steps = [.. steps],
            Skipped = Skipped,
        };
    }

    /// <summary>Summarizes the plan in one line. <see cref="Describe"/> also lists the steps.</summary>
    public override string ToString()
    {
        string back = Instant is { } instant ? SafeLine.Of($" back to {instant}") : "";
        string pattern = Pattern is null ? "" : $" of '{Pattern}'";
        string missing = IsComplete ? "" : SnapshotDiff.Incomplete;
        string available = Steps?.Any(step => step is { Digest: not null, IsManifestAvailable: null }) == true
            ? " It is unknown whether Quay still has each image."
            : "";
        string steps = Counted.Of(Steps?.Count ?? 0, "step");
        return SafeLine.Of($"{Target}{back}: {steps}, {Counted.Of(ComparedTags, "tag")}{pattern} compared.{missing}{available}");
    }

    /// <summary>
    /// Describes the plan: a summary line, its description, a line for each step with its reason, and a line for each skipped tag.
    /// </summary>
    /// <returns>The lines, separated by <c>\n</c>. Text from the server is safe to print, and times are UTC.</returns>
    public string Describe() => string.Join('\n', [
        ToString(),
        .. Description is null ? Array.Empty<string>() : [SafeLine.Of($"{Description}")],
        .. Steps.Select(step => step.ToString()),
        .. Skipped.Select(skipped => skipped.ToString())]);

    // The serializer accepts nulls in collections, and rejects them in properties only if it is configured to.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Registry is null || Steps?.Contains(null!) != false || Skipped?.Contains(null!) != false)
        {
            throw new JsonException("The plan has a null instead of an address, a step or a skipped tag.");
        }

        if (Repository is null == Namespace is null)
        {
            throw new JsonException("The plan must have either a repository or a namespace.");
        }
    }
}

[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(TagPlan))]
internal sealed partial class TagPlanJsonContext : JsonSerializerContext;
