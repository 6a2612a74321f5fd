namespace Quay.Client.Testing;

/// <summary>Lists the routes of the fake.</summary>
/// <remarks>
/// The order is that of Quay's web framework. Of two routes that match, the one with more fixed words comes first, then with longer words,
/// then with more parameters. So the route of a repository matches what no other route does.
/// </remarks>
internal static class Routes
{
    private const string Repository = "/repository/{repository}";
    private const string Manifest = Repository + "/manifest/{digest}";
    private const string Tag = Repository + "/tag/{tag}";

    public static IReadOnlyList<Route> All { get; } =
    [
        new("/repository", null, ("GET", RepositoryListEndpoint.Get), ("POST", RepositoryListEndpoint.Post)),
        new("/user/", null, ("GET", UserEndpoint.Get)),
        new("/users/{user}", null, ("GET", UserEndpoint.GetOther)),
        new("/user/starred/{repository}", null, ("DELETE", StarEndpoints.Delete)),
        new("/user/starred", null, ("GET", StarEndpoints.List), ("POST", StarEndpoints.Post)),
        .. AutoPrunePolicies("/user", ParentResource.User, sinceMinor: 10),
        .. UsageLog("/user", ParentResource.User),
        new("/organization/{organization}/collaborators", null, ("GET", OrganizationEndpoints.Collaborators)),
        new("/organization/{organization}/members", null, ("GET", OrganizationEndpoints.Members)),
        .. ImmutabilityPolicies("/organization/{organization}", ParentResource.Organization),
        .. AutoPrunePolicies("/organization/{organization}", ParentResource.Organization, sinceMinor: 10),
        .. UsageLog("/organization/{organization}", ParentResource.Organization),
        new("/organization/{organization}", null, ("GET", OrganizationEndpoints.Get)),
        new("/find/repositories", null, ("GET", SearchEndpoints.OfRepositories)),
        new("/find/all", null, ("GET", SearchEndpoints.All)),
        new("/registry/capabilities", Since(17), ("GET", CapabilitiesEndpoint.Get)),
        new("/discovery", null, ("GET", DiscoveryEndpoint.Get)),
        Route.OfWebInterface("/config", Since(8), WebConfigEndpoint.Get),
        new("/error/{type}", null, ("GET", ErrorEndpoint.Get)),

        new(Repository + "/permissions/user/{grantee}/transitive", null, ("GET", PermissionEndpoints.Transitive)),
        new(Repository + "/notification/{notification}/test", null, ("POST", NotificationEndpoints.Test)),
        .. Permissions("user", PermissionEndpoints.OfUsers),
        .. Permissions("team", PermissionEndpoints.OfTeams),
        new(Manifest + "/pull_statistics", PullStatistics, ("GET", PullStatisticsEndpoints.OfManifest)),
        new(Manifest + "/security", SecurityScanner, ("GET", SecurityEndpoint.Get)),
        new(Manifest + "/labels/{label}", null, ("GET", LabelEndpoints.Get), ("DELETE", LabelEndpoints.Delete)),
        new(Manifest + "/labels", null, ("GET", LabelEndpoints.List), ("POST", LabelEndpoints.Post)),
        new(Tag + "/pull_statistics", PullStatistics, ("GET", PullStatisticsEndpoints.OfTag)),
        new(Tag + "/restore", null, ("POST", TimeMachineEndpoints.Restore)),
        new(Tag + "/expire", PermanentTagDeletion, ("POST", TimeMachineEndpoints.Expire)),

        .. ImmutabilityPolicies(Repository, ParentResource.Repository),
        new(Repository + "/changevisibility", null, ("POST", RepositorySettings.ChangeVisibility)),
        .. AutoPrunePolicies(Repository, ParentResource.Repository, sinceMinor: 11),
        new(
            Repository + "/notification/{notification}",
            null,
            ("GET", NotificationEndpoints.Get),
            ("POST", NotificationEndpoints.Reset),
            ("DELETE", NotificationEndpoints.Delete)),
        new(Repository + "/notification/", null, ("GET", NotificationEndpoints.List), ("POST", NotificationEndpoints.Post)),
        new(Repository + "/changestate", RepositoryMirror, ("PUT", RepositorySettings.ChangeState)),
        new(Manifest, null, ("GET", ManifestEndpoint.Get)),
        .. UsageLog(Repository, ParentResource.Repository),
        new(Tag, null, ("PUT", TagEndpoint.Put), ("DELETE", TagEndpoint.Delete)),
        new(Repository + "/tag/", null, ("GET", TagListEndpoint.Get)),

        new(Repository, null, ("GET", RepositoryEndpoint.Get), ("PUT", RepositoryEndpoint.Put), ("DELETE", RepositoryEndpoint.Delete)),
    ];

    private static RouteRequirement SecurityScanner => new(nameof(FakeFeatures.SecurityScanner), features => features.SecurityScanner);

    private static RouteRequirement RepositoryMirror => new(nameof(FakeFeatures.RepositoryMirror), features => features.RepositoryMirror);

    private static RouteRequirement PullStatistics =>
        new(nameof(FakeFeatures.PullStatistics), features => features.PullStatistics, SinceMinor: 16);

    private static RouteRequirement PermanentTagDeletion =>
        new(nameof(FakeFeatures.PermanentTagDeletion), features => features.PermanentTagDeletion, SinceMinor: 9);

    private static RouteRequirement ImmutableTags =>
        new(nameof(FakeFeatures.ImmutableTags), features => features.ImmutableTags, SinceMinor: 17);

    private static RouteRequirement Since(int minor) => new("", _ => true, minor);

    private static Route[] AutoPrunePolicies(string path, ParentResource parent, int sinceMinor)
    {
        var endpoints = new AutoPrunePolicyEndpoints(parent);
        var requirement = new RouteRequirement(nameof(FakeFeatures.AutoPrune), features => features.AutoPrune, sinceMinor);
        return
        [
            new(
                path + "/autoprunepolicy/{policy}",
                requirement,
                ("GET", endpoints.Get),
                ("PUT", endpoints.Put),
                ("DELETE", endpoints.Delete)),
            new(path + "/autoprunepolicy/", requirement, ("GET", endpoints.List), ("POST", endpoints.Post)),
        ];
    }

    private static Route[] ImmutabilityPolicies(string path, ParentResource parent)
    {
        var endpoints = new ImmutabilityPolicyEndpoints(parent);
        return
        [
            new(
                path + "/immutabilitypolicy/{policy}",
                ImmutableTags,
                ("GET", endpoints.Get),
                ("PUT", endpoints.Put),
                ("DELETE", endpoints.Delete)),
            new(path + "/immutabilitypolicy/", ImmutableTags, ("GET", endpoints.List), ("POST", endpoints.Post)),
        ];
    }

    private static Route[] UsageLog(string path, ParentResource parent)
    {
        var endpoints = new UsageLogEndpoints(parent);
        return
        [
            new(path + "/aggregatelogs", null, ("GET", endpoints.Aggregate)),
            new(path + "/exportlogs", null, ("POST", new LogExportEndpoint(parent).Post)),
            new(path + "/logs", null, ("GET", endpoints.List)),
        ];
    }

    private static Route[] Permissions(string grantee, PermissionEndpoints endpoints) =>
    [
        new(
            $"{Repository}/permissions/{grantee}/{{grantee}}",
            null,
            ("GET", endpoints.Get),
            ("PUT", endpoints.Put),
            ("DELETE", endpoints.Delete)),
        new($"{Repository}/permissions/{grantee}/", null, ("GET", endpoints.List)),
    ];
}
