using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>The one JSON object of a command that writes.</summary>
internal sealed record WriteReport
{
    [JsonPropertyName("command")]
    public required string Command { get; init; }

    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    [JsonPropertyName("dry_run")]
    public required bool DryRun { get; init; }

    /// <summary>Each tag of the command line, in its order.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<TagOutcome> Tags { get; init; }
}
