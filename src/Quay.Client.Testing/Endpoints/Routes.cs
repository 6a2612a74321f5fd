using Quay.Client.Testing.Web;

namespace Quay.Client.Testing.Endpoints;

/// <summary>What the fake answers, in the order in which a path is looked up: a repository takes what nothing else does.</summary>
internal static class Routes
{
    private const string Repository = "/repository/{repository}";

    public static IReadOnlyList<Route> All { get; } =
    [
        new(Repository + "/tag/", null, ("GET", TagListEndpoint.Get)),
        new(Repository + "/tag/{tag}", null, ("PUT", TagEndpoint.Put), ("DELETE", TagEndpoint.Delete)),
        new(Repository + "/tag/{tag}/restore", null, ("POST", TimeMachineEndpoints.Restore)),
        new(Repository + "/tag/{tag}/expire", server => server.Features.PermanentTagDeletion && server.Is(9), ("POST", TimeMachineEndpoints.Expire)),
        new(Repository, null, ("GET", RepositoryEndpoint.Get), ("PUT", RepositoryEndpoint.Put), ("DELETE", RepositoryEndpoint.Delete)),
    ];
}
