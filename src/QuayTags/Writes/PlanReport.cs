using System.Text.Json.Serialization;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents the JSON object of a command that creates or executes a plan.</summary>
internal sealed record PlanReport
{
    [JsonPropertyName("command")]
    public required string Command { get; init; }

    [JsonPropertyName("repository")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Repository => Plan.Repository?.ToString();

    [JsonPropertyName("namespace")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Namespace => Plan.Namespace;

    [JsonPropertyName("dry_run")]
    public bool DryRun => Results is null;

    [JsonPropertyName("plan")]
    public required TagPlan Plan { get; init; }

    /// <summary>Gets the outcome of each step, in the plan's order; null in a dry run.</summary>
    [JsonPropertyName("results")]
    public IReadOnlyList<TagOutcome>? Results { get; init; }
}
