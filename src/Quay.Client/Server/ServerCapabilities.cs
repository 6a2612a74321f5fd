namespace Quay.Client;

/// <summary>Represents what a server supports. A property is null if the server does not report it.</summary>
public sealed class ServerCapabilities
{
    /// <summary>
    /// Gets the version as Quay reports it, such as <c>v3.17.0</c>; null for quay.io, for Quay before 3.16, or if the request for
    /// <c>/config</c> fails.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>
    /// Gets whether the server supports auto-prune policies: <c>FEATURE_AUTO_PRUNE</c>, since Quay 3.10. Quay 3.10 supports them for
    /// organizations and users, but not for repositories.
    /// </summary>
    public bool? AutoPrune { get; init; }

    /// <summary>
    /// Gets whether tags can be immutable, and whether immutability policies exist: <c>FEATURE_IMMUTABLE_TAGS</c>, since Quay 3.17.
    /// </summary>
    public bool? ImmutableTags { get; init; }

    /// <summary>Gets whether the server counts pulls: <c>FEATURE_IMAGE_PULL_STATS</c>, since Quay 3.16.</summary>
    public bool? PullStatistics { get; init; }

    /// <summary>Gets whether tags can be deleted permanently: <c>PERMANENTLY_DELETE_TAGS</c>, since Quay 3.9.</summary>
    public bool? PermanentDeletion { get; init; }

    /// <summary>
    /// Gets whether repositories can be mirrors, and whether their state can be changed: <c>FEATURE_REPO_MIRROR</c>.
    /// </summary>
    public bool? RepositoryMirror { get; init; }

    /// <summary>Gets whether organizations can be mirrors: <c>FEATURE_ORG_MIRROR</c>, since Quay 3.17.</summary>
    public bool? OrganizationMirror { get; init; }

    /// <summary>Gets whether organizations can cache another registry: <c>FEATURE_PROXY_CACHE</c>, since Quay 3.7.</summary>
    public bool? ProxyCache { get; init; }

    /// <summary>Gets whether manifests have security scans: <c>FEATURE_SECURITY_SCANNER</c>.</summary>
    public bool? SecurityScanner { get; init; }

    /// <summary>
    /// Gets whether a manifest list can lack some of its manifests: <c>FEATURE_SPARSE_INDEX</c>. Quay reports it since 3.17.
    /// </summary>
    public bool? SparseManifests { get; init; }

    /// <summary>Gets the architectures that a mirror can select, such as <c>arm64</c>. Quay reports them since 3.17.</summary>
    public IReadOnlyList<string>? MirrorArchitectures { get; init; }

    /// <summary>
    /// Gets the paths of the server's API, such as <c>/api/v1/organization/{orgname}/quota</c>, sorted. A path of a feature that is
    /// switched off is missing.
    /// </summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>Returns the version and the features, grouped by whether the server supports them, as one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"Quay {Version ?? "of unknown version"}{List("with", true)}{List("without", false)}{List("unknown:", null)}");

    private string List(string title, bool? value)
    {
        (string Name, bool? Value)[] features =
        [
            (nameof(AutoPrune), AutoPrune), (nameof(ImmutableTags), ImmutableTags), (nameof(PullStatistics), PullStatistics),
            (nameof(PermanentDeletion), PermanentDeletion), (nameof(RepositoryMirror), RepositoryMirror),
            (nameof(OrganizationMirror), OrganizationMirror), (nameof(ProxyCache), ProxyCache),
            (nameof(SecurityScanner), SecurityScanner), (nameof(SparseManifests), SparseManifests),
        ];
        string names = string.Join(", ", features.Where(feature => feature.Value == value).Select(feature => feature.Name));
        return names.Length == 0 ? "" : $"; {title} {names}";
    }
}
