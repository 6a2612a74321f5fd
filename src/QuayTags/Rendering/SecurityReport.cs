using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>Represents the JSON object of <c>security</c>.</summary>
internal sealed record SecurityReport
{
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    [JsonPropertyName("manifest_digest")]
    public required string ManifestDigest { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Gets the number of packages; null without a result.</summary>
    [JsonPropertyName("packages")]
    public required int? Packages { get; init; }

    /// <summary>Gets the number of vulnerabilities by severity, the most severe first; null without a result.</summary>
    [JsonPropertyName("counts")]
    public required IReadOnlyDictionary<string, int>? Counts { get; init; }

    [JsonPropertyName("vulnerabilities")]
    public required IReadOnlyList<Vulnerability> Vulnerabilities { get; init; }
}
