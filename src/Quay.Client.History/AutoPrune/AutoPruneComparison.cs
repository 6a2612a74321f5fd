namespace Quay.Client.History;

/// <summary>
/// Represents which tags are deleted by Quay's auto-prune policies, by a plan, or by both. Each tag is listed once, sorted by name.
/// </summary>
public sealed class AutoPruneComparison
{
    /// <summary>Gets the deletions that only the policies cause.</summary>
    [JsonPropertyName("only_auto_prune")]
    public required IReadOnlyList<AutoPruneDeletion> OnlyAutoPrune { get; init; }

    /// <summary>Gets the steps of tags that only the plan deletes or expires.</summary>
    [JsonPropertyName("only_plan")]
    public required IReadOnlyList<TagPlanStep> OnlyPlan { get; init; }

    /// <summary>Gets the policies' deletions of tags that the plan also deletes or expires.</summary>
    [JsonPropertyName("both")]
    public required IReadOnlyList<AutoPruneDeletion> Both { get; init; }

    /// <summary>Gets whether both delete the same tags.</summary>
    [JsonIgnore]
    public bool IsSame => OnlyAutoPrune.Count == 0 && OnlyPlan.Count == 0;

    /// <summary>Summarizes the comparison in one line. <see cref="Describe"/> also lists the tags.</summary>
    public override string ToString() =>
        $"{Counted.Of(Both?.Count ?? 0, "tag")} deleted by both, {OnlyAutoPrune?.Count ?? 0} only by auto-prune, "
        + $"{OnlyPlan?.Count ?? 0} only by the plan.";

    /// <summary>Describes the comparison: a summary line, and a line for each tag that only one of the two deletes.</summary>
    /// <returns>The lines, separated by <c>\n</c>. Text from the server is safe to print, and times are UTC.</returns>
    public string Describe() => string.Join('\n', [
        ToString(),
        .. OnlyAutoPrune.Select(deletion => $"only auto-prune: {deletion}"),
        .. OnlyPlan.Select(step => $"only the plan: {step}")]);

    internal static AutoPruneComparison Of(IReadOnlyList<AutoPruneDeletion> deletions, IReadOnlyList<TagPlanStep> steps)
    {
        List<TagPlanStep> removals = [.. steps.Where(step => step.Action is TagPlanAction.Delete or TagPlanAction.Expire)];
        HashSet<string> planned = new(removals.Select(step => step.Tag.ToString()), StringComparer.Ordinal);
        HashSet<string> pruned = new(deletions.Select(deletion => deletion.Tag), StringComparer.Ordinal);

        // A tag can be listed several times: as possible now, and as certain later.
        ILookup<bool, AutoPruneDeletion> isPlanned = deletions.GroupBy(deletion => deletion.Tag, StringComparer.Ordinal)
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => tag.MaxBy(deletion => deletion.IsCertain)!)
            .ToLookup(deletion => planned.Contains(deletion.Tag));
        return new AutoPruneComparison
        {
            OnlyAutoPrune = [.. isPlanned[false]],
            OnlyPlan =
            [
                .. removals.Where(step => !pruned.Contains(step.Tag.ToString()))
                    .OrderBy(step => step.Tag.ToString(), StringComparer.Ordinal),
            ],
            Both = [.. isPlanned[true]],
        };
    }
}
