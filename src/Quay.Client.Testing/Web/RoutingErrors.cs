using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Describes why a request does not reach the route that its client probably meant.</summary>
internal sealed partial class RoutingErrors(FakeRegistry registry, IReadOnlyList<Route> routes)
{
    /// <summary>Returns why this server or the fake does not have a route of Quay; null if it is no route of Quay.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The decoded path.</param>
    public string? Unsupported(string method, string path) =>
        routes.FirstOrDefault(route => !route.IsAvailable(registry) && route.IsTargetOf(method, path)) is { } absent
            ? $"This server, Quay {registry.Version}, does not have {method} {absent.Path}. It requires {absent.Requirement}."
            : UnsupportedRoutes.Contain(method, path, registry) ? "Quay has this route, but the fake does not support it." : null;

    public string NoRoute(FakeRequest request) => request.RawPath is "/v2" || request.RawPath.StartsWith("/v2/", StringComparison.Ordinal)
        ? "The fake does not support the registry protocol (/v2), only Quay's REST API."
        : $"Quay's API has no such route, so its web interface responds. {Nearest(request)}";

    public string NoMethod(FakeRequest request, string allowed) => $"For this path, Quay accepts only {allowed}. {Nearest(request)}";

    public string Redirected(FakeRequest request) =>
        $"Quay redirects this request to another path, and HttpClient then omits the token. {Nearest(request)}";

    /// <summary>
    /// Returns the error of a request to a repository that does not exist; null if the client may have meant a repository.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="repository">The name of the repository.</param>
    public string? Repository(FakeRequest request, string repository) =>
        IsBelowRepository(repository) || PartOfRepository().IsMatch(repository)
        ? $"Quay reads this as a request to the repository '{repository}', which does not exist. {Nearest(request)}"
        : null;

    private string Nearest(FakeRequest request) => $"The nearest route is {NearestRoute.Of(request, routes)}.";

    private bool IsBelowRepository(string name)
    {
        for (int slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
        {
            if (registry.Find(name[..slash]) is not null)
            {
                return true;
            }
        }

        return false;
    }

    // A path below a repository that contains a word of Quay's routes.
    [GeneratedRegex(
        "(?<=^[^/]+/[^/]+)/(tags?|manifests?|changevisibility|changestate|(aggregate|export)?logs|permissions|notification"
        + "|autoprunepolicy|immutabilitypolicy|restore|expire)(/|$)")]
    private static partial Regex PartOfRepository();
}
