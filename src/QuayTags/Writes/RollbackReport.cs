using System.Text.Json.Serialization;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents the JSON object of <c>rollback</c>.</summary>
internal sealed record RollbackReport
{
    [JsonPropertyName("command")]
    public string Command { get; } = "rollback";

    [JsonPropertyName("repository")]
    public string? Repository => Plan.Repository?.ToString();

    [JsonPropertyName("dry_run")]
    public bool DryRun => Results is null;

    [JsonPropertyName("plan")]
    public required TagPlan Plan { get; init; }

    /// <summary>Gets the outcome of each step, in the plan's order; null in a dry run.</summary>
    [JsonPropertyName("results")]
    public IReadOnlyList<TagOutcome>? Results { get; init; }
}
