namespace Quay.Client.History;

/// <summary>
/// Represents which tags of a repository Quay's auto-prune policies delete, and when. It can be printed and stored as JSON.
/// </summary>
/// <remarks>
/// <para>The simulation follows Quay 3.13 and later: policies by age run before those by number, and policies of the namespace before those
/// of the repository. Immutable tags are neither counted nor deleted. Since Quay 3.18, the same holds for the tags of Cosign signatures;
/// they are deleted with the last tag of their image. Earlier versions treat them as any other tag.</para>
/// <para>The API does not return the default policy of a server (<c>DEFAULT_NAMESPACE_AUTOPRUNE_POLICY</c>), so the simulation does not
/// contain it. A policy that fails ends Quay's run for the whole namespace, even if it is of another repository.</para>
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class AutoPruneSimulation : IJsonOnDeserialized
{
    /// <summary>Gets the root address of the Quay server.</summary>
    [JsonPropertyName("registry")]
    public required Uri Registry { get; init; }

    /// <summary>Gets the full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Gets the state of the repository, such as <c>NORMAL</c>; null if unknown. Quay prunes only normal repositories.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    /// <summary>Gets the time of the simulation, in UTC and whole seconds.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the policies that apply to the repository, in the order in which Quay runs them.</summary>
    [JsonPropertyName("policies")]
    public required IReadOnlyList<ScopedAutoPrunePolicy> Policies { get; init; }

    /// <summary>Gets the policies that could not be read. The simulation does not contain them.</summary>
    [JsonPropertyName("unread_policies")]
    public required IReadOnlyList<UnreadAutoPrunePolicies> UnreadPolicies { get; init; }

    /// <summary>
    /// Gets the deletions: those of now first, then the others by time, then those at the next push. A tag can be listed several times:
    /// with a time and at the next push, or as possible before it is certain. A tag that expires before its time is not listed.
    /// </summary>
    [JsonPropertyName("deletions")]
    public required IReadOnlyList<AutoPruneDeletion> Deletions { get; init; }

    /// <summary>Gets the tags whose state is unknown, such as those that were moved during the read, each with the reason.</summary>
    [JsonPropertyName("unknown")]
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>Gets the number of live tags.</summary>
    [JsonPropertyName("live_tags")]
    public required int LiveTags { get; init; }

    /// <summary>
    /// Gets whether all policies of the repository and its namespace were read and are predictable, and the state of each tag is known. If
    /// false, Quay may delete more tags, or delete the listed ones at another time.
    /// </summary>
    [JsonPropertyName("is_complete")]
    public bool IsComplete =>
        UnreadPolicies.Count == 0 && Unknown.Count == 0 && Policies.All(policy => policy.UnpredictableReason is null);

    /// <summary>Reads a simulation from JSON.</summary>
    /// <param name="json">The JSON that <see cref="ToJson"/> returned.</param>
    /// <exception cref="JsonException">The JSON is not a simulation: a property is missing, unknown, null or of another type.</exception>
    public static AutoPruneSimulation Parse(string json) =>
        JsonSerializer.Deserialize(json, AutoPruneJsonContext.Default.AutoPruneSimulation)
            ?? throw new JsonException("The simulation is null.");

    /// <summary>Returns the simulation as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AutoPruneJsonContext.Default.AutoPruneSimulation);

    /// <summary>Compares the deletions with those of a plan, such as one that applies a <see cref="RetentionPolicy"/>.</summary>
    /// <param name="plan">The plan for this repository or its namespace. Its steps that delete or expire tags are compared.</param>
    /// <param name="until">The time until which deletions by age count; null for the deletions of now only.</param>
    /// <exception cref="ArgumentException">The plan does not cover this repository.</exception>
    public AutoPruneComparison CompareWith(TagPlan plan, DateTimeOffset? until = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        bool isCovered = plan.Namespace is { } name
            ? Repository.StartsWith($"{name}/", StringComparison.Ordinal)
            : plan.Repository?.ToString() == Repository;
        if (plan.Registry != Registry || !isCovered)
        {
            throw new ArgumentException(
                SafeLine.Of($"The plan is for {plan.Registry}{plan.Target}, not for {Registry}{Repository}."), nameof(plan));
        }

        return AutoPruneComparison.Of(
            [.. Deletions.Where(deletion => IsDue(deletion, until))],
            [.. plan.Steps.Where(step => step.Repository.ToString() == Repository)]);
    }

    /// <summary>Summarizes the simulation in one line. <see cref="Describe"/> also lists the policies and the deletions.</summary>
    public override string ToString()
    {
        int now = Deletions?.Count(deletion => deletion.When == AutoPruneTime.Now) ?? 0;
        string state = IsPruned(State) ? "" : SafeLine.Of($" Quay does not prune a repository in the state {State}.");
        string incomplete = Policies is null || IsComplete ? "" : " The result is incomplete.";
        return SafeLine.Of(
            $"{Repository}: {Counted.Of(Policies?.Count ?? 0, "policy", "policies")}, {now} of {Counted.Of(LiveTags, "tag")} deleted now.")
            + state + incomplete;
    }

    /// <summary>Describes the simulation: a summary line, and a line for each policy, deletion, unread policy and unknown tag.</summary>
    /// <returns>The lines, separated by <c>\n</c>. Text from the server is safe to print, and times are UTC.</returns>
    public string Describe() => string.Join('\n', [
        ToString(),
        .. Policies.Select(policy => $"policy of {policy}"),
        .. UnreadPolicies.Select(unread => $"not read: policies of {unread}"),
        .. Deletions.Select(deletion => deletion.ToString()),
        .. Unknown.Select(unknown => SafeLine.Of($"unknown {unknown.Key}: {unknown.Value}")),
        "Not included: the server's default policy, which the API does not return."]);

    // Quay's worker reads only repositories in this state. Old servers report none.
    internal static bool IsPruned(string? state) => state is null or "NORMAL";

    // The serializer accepts nulls in collections.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Policies.Contains(null!) || UnreadPolicies.Contains(null!) || Deletions.Contains(null!) || Unknown.Values.Contains(null!))
        {
            throw new JsonException("The simulation has a null instead of a policy, a deletion or a reason.");
        }
    }

    private static bool IsDue(AutoPruneDeletion deletion, DateTimeOffset? until) =>
        deletion.When == AutoPruneTime.Now || deletion.At <= until;
}

[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(AutoPruneSimulation))]
internal sealed partial class AutoPruneJsonContext : JsonSerializerContext;
