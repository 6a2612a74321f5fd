namespace Quay.Client;

/// <summary>
/// Names routes of Quay. A server has them only if a feature is switched on, except <see cref="Repositories"/>. <c>{}</c> stands for any
/// parameter.
/// </summary>
internal static class ApiRoute
{
    public const string Repositories = "/api/v1/repository";
    public const string AutoPrune = "/api/v1/repository/{}/autoprunepolicy/";
    public const string AutoPruneOfOrganization = "/api/v1/organization/{}/autoprunepolicy/";
    public const string AutoPruneOfUser = "/api/v1/user/autoprunepolicy/";
    public const string ImmutableTags = "/api/v1/repository/{}/immutabilitypolicy/";
    public const string ManifestPullStatistics = "/api/v1/repository/{}/manifest/{}/pull_statistics";
    public const string TagPullStatistics = "/api/v1/repository/{}/tag/{}/pull_statistics";
    public const string PermanentDeletion = "/api/v1/repository/{}/tag/{}/expire";
    public const string RepositoryMirror = "/api/v1/repository/{}/changestate";
    public const string SecurityScanner = "/api/v1/repository/{}/manifest/{}/security";
    public const string OrganizationMirror = "/api/v1/organization/{}/mirror";
    public const string ProxyCache = "/api/v1/organization/{}/proxycache";
    public const string RegistryCapabilities = "/api/v1/registry/capabilities";
}
