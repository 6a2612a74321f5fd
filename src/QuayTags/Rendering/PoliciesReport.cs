using System.Text.Json.Serialization;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents the JSON object of <c>policies</c>. A list is null if the server does not support the policies.</summary>
internal sealed class PoliciesReport
{
    [JsonPropertyName("auto_prune")]
    public required IReadOnlyList<AutoPrunePolicy>? AutoPrune { get; init; }

    [JsonPropertyName("immutability")]
    public required IReadOnlyList<ImmutabilityPolicy>? Immutability { get; init; }

    [JsonIgnore]
    public IEnumerable<PolicyEntry> Entries =>
        (AutoPrune ?? []).Select(PolicyEntry.Of).Concat((Immutability ?? []).Select(PolicyEntry.Of));
}
