namespace Quay.Client.Testing;

/// <summary>
/// What an administrator of Quay can switch, as far as the repository and tag API shows it.
/// Quay's own defaults; <see cref="All"/> has everything on.
/// </summary>
public sealed record FakeFeatures
{
    /// <summary>Every optional feature on.</summary>
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

    /// <summary><c>FEATURE_ANONYMOUS_ACCESS</c>: who sends no token sees what is public.</summary>
    public bool AnonymousAccess { get; init; } = true;

    /// <summary><c>FEATURE_IMMUTABLE_TAGS</c>: rows have <c>immutable</c>, and repositories have policies of it. Since 3.17.</summary>
    public bool ImmutableTags { get; init; }

    /// <summary><c>FEATURE_IMMUTABLE_TAGS_CAN_EXPIRE</c>: an immutable tag may have an expiration.</summary>
    public bool ImmutableTagsCanExpire { get; init; }

    /// <summary><c>FEATURE_IMAGE_PULL_STATS</c>. Since 3.16.</summary>
    public bool PullStatistics { get; init; }

    /// <summary><c>PERMANENTLY_DELETE_TAGS</c>: tags can be removed from the time machine. Since 3.9.</summary>
    public bool PermanentTagDeletion { get; init; }

    /// <summary><c>FEATURE_REPO_MIRROR</c>: the state of a repository can be changed.</summary>
    public bool RepositoryMirror { get; init; }

    /// <summary><c>FEATURE_AUTO_PRUNE</c>. Since 3.11.</summary>
    public bool AutoPrune { get; init; }

    /// <summary><c>FEATURE_SECURITY_SCANNER</c>.</summary>
    public bool SecurityScanner { get; init; }

    /// <summary><c>FEATURE_QUOTA_MANAGEMENT</c>: repositories in a list have <c>quota_report</c>.</summary>
    public bool QuotaManagement { get; init; }

    /// <summary>
    /// Gets <c>FEATURE_EXTENDED_REPOSITORY_NAMES</c>: allows repositories with slashes in their names
    /// to be created. Existing ones work without it.
    /// </summary>
    public bool ExtendedRepositoryNames { get; init; } = true;

    /// <summary>
    /// Gets <c>FEATURE_CHANGE_TAG_EXPIRATION</c>: allows the time machine's window to be changed, for which the fake has no route. Despite
    /// its name, Quay also changes the expirations of tags without it.
    /// </summary>
    public bool ChangeTagExpiration { get; init; } = true;

    /// <summary>
    /// <c>FEATURE_BILLING</c>, as on quay.io: a namespace has <see cref="FakeNamespace.PrivateRepositories"/> private repositories at most.
    /// </summary>
    public bool Billing { get; init; }

    /// <summary><c>BROWSER_API_CALLS_XHR_ONLY</c>: a browser's GET without <c>X-Requested-With</c> is refused.</summary>
    public bool BrowserCallsNeedXhr { get; init; } = true;

    /// <summary><c>REGISTRY_STATE: readonly</c>: every write is refused with 503.</summary>
    public bool RegistryIsReadOnly { get; init; }

    /// <summary><c>LABELED_EXPIRATION_MINIMUM</c>, from the start of the row: an earlier expiration is put off to it.</summary>
    public TimeSpan MinimumExpiration { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>LABELED_EXPIRATION_MAXIMUM</c>, from the start of the row: a later expiration is brought forward to it.</summary>
    public TimeSpan MaximumExpiration { get; init; } = TimeSpan.FromDays(7 * 104);
}
