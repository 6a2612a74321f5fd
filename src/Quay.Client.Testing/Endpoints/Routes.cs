using Quay.Client.Testing.Registry;
using Quay.Client.Testing.Web;

namespace Quay.Client.Testing.Endpoints;

/// <summary>What the fake answers.</summary>
/// <remarks>
/// In the order in which Quay's web framework looks a path up: of two that match, the one with more words of its own, then with longer ones, then with more
/// parameters. So a repository takes what nothing else does.
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
        new("/error/{type}", null, ("GET", ErrorEndpoint.Get)),

        new(Manifest + "/pull_statistics", CountsPulls, ("GET", PullStatisticsEndpoints.OfManifest)),
        new(Manifest + "/security", Scans, ("GET", SecurityEndpoint.Get)),
        new(Manifest + "/labels/{label}", null, ("GET", LabelEndpoints.Get), ("DELETE", LabelEndpoints.Delete)),
        new(Manifest + "/labels", null, ("GET", LabelEndpoints.List), ("POST", LabelEndpoints.Post)),
        new(Tag + "/pull_statistics", CountsPulls, ("GET", PullStatisticsEndpoints.OfTag)),
        new(Tag + "/restore", null, ("POST", TimeMachineEndpoints.Restore)),
        new(Tag + "/expire", DeletesForGood, ("POST", TimeMachineEndpoints.Expire)),

        new(
            Repository + "/immutabilitypolicy/{policy}",
            HasImmutability,
            ("GET", ImmutabilityPolicyEndpoints.Get),
            ("PUT", ImmutabilityPolicyEndpoints.Put),
            ("DELETE", ImmutabilityPolicyEndpoints.Delete)),
        new(Repository + "/immutabilitypolicy/", HasImmutability, ("GET", ImmutabilityPolicyEndpoints.List), ("POST", ImmutabilityPolicyEndpoints.Post)),
        new(Repository + "/changevisibility", null, ("POST", RepositorySettings.ChangeVisibility)),
        new(
            Repository + "/autoprunepolicy/{policy}",
            HasAutoPrune,
            ("GET", AutoPrunePolicyEndpoints.Get),
            ("PUT", AutoPrunePolicyEndpoints.Put),
            ("DELETE", AutoPrunePolicyEndpoints.Delete)),
        new(Repository + "/autoprunepolicy/", HasAutoPrune, ("GET", AutoPrunePolicyEndpoints.List), ("POST", AutoPrunePolicyEndpoints.Post)),
        new(Repository + "/changestate", Mirrors, ("PUT", RepositorySettings.ChangeState)),
        new(Manifest, null, ("GET", ManifestEndpoint.Get)),
        new(Repository + "/logs", null, ("GET", LogsEndpoint.Get)),
        new(Tag, null, ("PUT", TagEndpoint.Put), ("DELETE", TagEndpoint.Delete)),
        new(Repository + "/tag/", null, ("GET", TagListEndpoint.Get)),

        new(Repository, null, ("GET", RepositoryEndpoint.Get), ("PUT", RepositoryEndpoint.Put), ("DELETE", RepositoryEndpoint.Delete)),
    ];

    private static RouteNeed Scans => new(nameof(FakeFeatures.SecurityScanner), features => features.SecurityScanner);

    private static RouteNeed Mirrors => new(nameof(FakeFeatures.RepositoryMirror), features => features.RepositoryMirror);

    private static RouteNeed CountsPulls => new(nameof(FakeFeatures.PullStatistics), features => features.PullStatistics, SinceMinor: 16);

    private static RouteNeed DeletesForGood => new(nameof(FakeFeatures.PermanentTagDeletion), features => features.PermanentTagDeletion, SinceMinor: 9);

    private static RouteNeed HasImmutability => new(nameof(FakeFeatures.ImmutableTags), features => features.ImmutableTags, SinceMinor: 17);

    private static RouteNeed HasAutoPrune => new(nameof(FakeFeatures.AutoPrune), features => features.AutoPrune, SinceMinor: 11);
}
