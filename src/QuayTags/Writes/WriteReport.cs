using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>Represents the JSON object of a command that writes to tags.</summary>
internal sealed record WriteReport
{
    [JsonPropertyName("command")]
    public required string Command { get; init; }

    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    [JsonPropertyName("dry_run")]
    public required bool DryRun { get; init; }

    /// <summary>Gets the outcome of each tag, in the order of the command line.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<TagOutcome> Tags { get; init; }
}
