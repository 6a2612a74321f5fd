namespace Quay.Client.Testing;

/// <summary>Represents the settings of Quay's configuration that affect its API. A new instance has Quay's defaults.</summary>
public sealed record FakeFeatures
{
    /// <summary>Gets settings in which every feature that adds routes or fields is enabled.</summary>
    /// <remarks>
    /// The other settings have Quay's defaults. For example, <see cref="ImmutableTagsCanExpire"/>, <see cref="Billing"/> and
    /// <see cref="RegistryIsReadOnly"/> are false.
    /// </remarks>
    public static FakeFeatures All { get; } = new()
    {
        ImmutableTags = true,
        PullStatistics = true,
        PermanentTagDeletion = true,
        RepositoryMirror = true,
        AutoPrune = true,
        SecurityScanner = true,
        QuotaManagement = true,
    };

    /// <summary>Gets <c>FEATURE_ANONYMOUS_ACCESS</c>: requests without a token can read public repositories.</summary>
    public bool AnonymousAccess { get; init; } = true;

    /// <summary>
    /// Gets <c>FEATURE_IMMUTABLE_TAGS</c>: entries have the field <c>immutable</c>, and immutability policies exist. Since Quay 3.17.
    /// </summary>
    public bool ImmutableTags { get; init; }

    /// <summary>Gets <c>FEATURE_IMMUTABLE_TAGS_CAN_EXPIRE</c>: an immutable tag can have an expiration.</summary>
    public bool ImmutableTagsCanExpire { get; init; }

    /// <summary>Gets <c>FEATURE_IMAGE_PULL_STATS</c>: tags and manifests have pull statistics. Since Quay 3.16.</summary>
    public bool PullStatistics { get; init; }

    /// <summary>Gets <c>PERMANENTLY_DELETE_TAGS</c>: tags can be deleted permanently. Since Quay 3.9.</summary>
    public bool PermanentTagDeletion { get; init; }

    /// <summary>Gets <c>FEATURE_REPO_MIRROR</c>: the state of a repository can be changed.</summary>
    public bool RepositoryMirror { get; init; }

    /// <summary>Gets <c>FEATURE_AUTO_PRUNE</c>: auto-prune policies exist. Since Quay 3.10 for namespaces, 3.11 for repositories.</summary>
    public bool AutoPrune { get; init; }

    /// <summary>Gets <c>FEATURE_SECURITY_SCANNER</c>: manifests have a security report.</summary>
    public bool SecurityScanner { get; init; }

    /// <summary>
    /// Gets <c>FEATURE_QUOTA_MANAGEMENT</c>: repositories and namespaces have the field <c>quota_report</c>. Since Quay 3.7.
    /// </summary>
    public bool QuotaManagement { get; init; }

    /// <summary>
    /// Gets <c>FEATURE_EXTENDED_REPOSITORY_NAMES</c>: repositories with slashes in their names can be created. Existing ones work without
    /// it.
    /// </summary>
    public bool ExtendedRepositoryNames { get; init; } = true;

    /// <summary>
    /// Gets <c>FEATURE_CHANGE_TAG_EXPIRATION</c>: the time machine's window can be changed. The fake has no route for that.
    /// </summary>
    /// <remarks>The setting does not concern the expiration of tags, which can be changed even if it is false.</remarks>
    public bool ChangeTagExpiration { get; init; } = true;

    /// <summary>
    /// Gets <c>FEATURE_BILLING</c>, as on quay.io: <see cref="FakeNamespace.PrivateRepositories"/> limits the private repositories of a
    /// namespace.
    /// </summary>
    public bool Billing { get; init; }

    /// <summary>Gets <c>BROWSER_API_CALLS_XHR_ONLY</c>: a GET of a browser without <c>X-Requested-With</c> is rejected.</summary>
    public bool BrowserCallsNeedXhr { get; init; } = true;

    /// <summary>Gets whether <c>REGISTRY_STATE</c> is <c>readonly</c>: every write is rejected with 503.</summary>
    public bool RegistryIsReadOnly { get; init; }

    /// <summary>
    /// Gets <c>LABELED_EXPIRATION_MINIMUM</c>: the minimum time from the start of an entry to its expiration. Earlier expirations are
    /// raised to it.
    /// </summary>
    public TimeSpan MinimumExpiration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets <c>LABELED_EXPIRATION_MAXIMUM</c>: the maximum time from the start of an entry to its expiration. Later expirations are reduced
    /// to it.
    /// </summary>
    public TimeSpan MaximumExpiration { get; init; } = TimeSpan.FromDays(7 * 104);
}
