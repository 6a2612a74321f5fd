using Refit;

namespace Quay.Client;

/// <summary>
/// Defines the manifest routes of Quay's API. Parameters that are null are not sent. A validated digest is not encoded, because all of
/// its characters, including the colon, are valid in a path.
/// </summary>
internal interface IManifestApi
{
    [Get("/api/v1/repository/{**repository}/manifest/{digest}")]
    Task<Manifest> GetRepoManifestAsync(string repository, [Encoded] string digest, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/manifest/{digest}/labels")]
    Task<LabelList> ListManifestLabelsAsync(
        string repository, [Encoded] string digest, string? filter, CancellationToken cancellationToken);

    [Post("/api/v1/repository/{**repository}/manifest/{digest}/labels")]
    Task<AddedLabel> AddManifestLabelAsync(
        string repository, [Encoded] string digest, [Body] NewLabel label, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/manifest/{digest}/labels/{id}")]
    Task<ManifestLabel> GetManifestLabelAsync(string repository, [Encoded] string digest, string id, CancellationToken cancellationToken);

    [Delete("/api/v1/repository/{**repository}/manifest/{digest}/labels/{id}")]
    Task<string?> DeleteManifestLabelAsync(string repository, [Encoded] string digest, string id, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/manifest/{digest}/security")]
    Task<ManifestSecurity> GetRepoManifestSecurityAsync(
        string repository, [Encoded] string digest, string? vulnerabilities, CancellationToken cancellationToken);

    [Get("/api/v1/repository/{**repository}/manifest/{digest}/pull_statistics")]
    Task<ManifestPullStatistics> GetManifestPullStatisticsAsync(
        string repository, [Encoded] string digest, CancellationToken cancellationToken);
}

internal sealed class LabelList : IJsonOnDeserialized
{
    [JsonPropertyName("labels")]
    public required IReadOnlyList<ManifestLabel> Labels { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Labels, "a label");
}

/// <summary>Represents the body of a request that adds a label. Quay requires all three fields, even if one is null.</summary>
internal sealed class NewLabel
{
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("value")]
    public required string Value { get; init; }

    [JsonPropertyName("media_type")]
    public required string? MediaType { get; init; }
}

internal sealed class AddedLabel
{
    [JsonPropertyName("label")]
    public required ManifestLabel Label { get; init; }
}
