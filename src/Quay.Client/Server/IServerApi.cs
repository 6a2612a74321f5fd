using Refit;

namespace Quay.Client;

internal interface IServerApi
{
    // Lists the routes of the features that are switched on, as a Swagger document.
    [Get("/api/v1/discovery")]
    Task<Discovery> DiscoveryAsync(CancellationToken cancellationToken);

    // Exists since Quay 3.17.
    [Get("/api/v1/registry/capabilities")]
    Task<RegistryCapabilities> GetRegistryCapabilitiesAsync(CancellationToken cancellationToken);

    // Belongs to Quay's web interface. No other response has the version. AuthenticationHandler sends it without a token.
    [Get("/config")]
    Task<WebConfig> GetConfigAsync(CancellationToken cancellationToken);
}

/// <summary>Represents a Swagger document. Only its paths matter.</summary>
internal sealed class Discovery
{
    [JsonPropertyName("swagger")]
    public required string Swagger { get; init; }

    [JsonPropertyName("paths")]
    public required ApiPaths Paths { get; init; }

    // Gets the paths; null if the document describes another API, such as that of a gateway in front of Quay.
    [JsonIgnore]
    public ApiPaths? PathsOfQuay => Paths.Contains(ApiRoute.Repositories) ? Paths : null;
}

internal sealed class RegistryCapabilities : IJsonOnDeserialized
{
    [JsonPropertyName("sparse_manifests")]
    public SparseManifestSupport? SparseManifests { get; init; }

    [JsonPropertyName("mirror_architectures")]
    public IReadOnlyList<string>? MirrorArchitectures { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(MirrorArchitectures, "an architecture");
}

internal sealed class SparseManifestSupport
{
    [JsonPropertyName("supported")]
    public bool? Supported { get; init; }
}

internal sealed class WebConfig
{
    // Such as "Quay v3.17.0". Quay before 3.16 does not send it, and quay.io sends an empty text.
    [JsonPropertyName("version_number")]
    public string? VersionNumber { get; init; }
}
