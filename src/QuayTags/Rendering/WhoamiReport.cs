using System.Text.Json.Serialization;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents the JSON object of <c>whoami</c>.</summary>
internal sealed class WhoamiReport
{
    [JsonPropertyName("registry")]
    public required Uri Registry { get; init; }

    /// <summary>Gets the version of Quay; null if the server does not report it.</summary>
    [JsonPropertyName("version")]
    public required string? Version { get; init; }

    [JsonPropertyName("is_alive")]
    public required bool IsAlive { get; init; }

    [JsonPropertyName("user")]
    public required User? User { get; init; }

    /// <summary>Gets where the token comes from; null for anonymous access.</summary>
    [JsonPropertyName("token_source")]
    public required string? TokenSource { get; init; }

    [JsonPropertyName("profile")]
    public required string? Profile { get; init; }
}
