using System.Text.Json.Serialization;

namespace Quay.Client.Tags;

/// <summary>The answer of <c>GET …/tag/</c>. Its three fields are what paging stands on, so none may be missing.</summary>
internal sealed record TagHistoryPage
{
    [JsonPropertyName("tags")]
    public required List<TagHistoryEntry> Tags { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("has_additional")]
    public required bool HasAdditional { get; init; }
}
