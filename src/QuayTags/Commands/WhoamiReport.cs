using System.Text.Json.Serialization;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents the JSON object of <c>whoami</c>.</summary>
internal sealed class WhoamiReport
{
    [JsonPropertyName("registry")]
    public required Uri Registry { get; init; }

    [JsonPropertyName("is_alive")]
    public required bool IsAlive { get; init; }

    [JsonPropertyName("user")]
    public User? User { get; init; }
}
