using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>Represents a request that a dry run did not send.</summary>
internal sealed record DryRunRequest
{
    [JsonPropertyName("method")]
    public required string Method { get; init; }

    [JsonPropertyName("path")]
    public required string Path { get; init; }

    [JsonPropertyName("body")]
    public JsonNode? Body { get; init; }

    public override string ToString() => Body is null ? $"{Method} {Path}" : $"{Method} {Path} {Body.ToJsonString()}";
}
