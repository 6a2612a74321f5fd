using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Handles the calls of one method of a route.</summary>
internal delegate FakeResponse Endpoint(Call call);

/// <summary>Represents a route of the API: a path template, and an endpoint for each method.</summary>
/// <remarks>
/// A repository name matches as many segments as possible. So a wrong path below a repository is the path of another repository.
/// </remarks>
internal sealed partial class Route
{
    private readonly Regex _pattern;
    private readonly Dictionary<string, Endpoint> _endpoints;

    /// <param name="template">
    /// The path after <c>/api/v1</c>. <c>{repository}</c> and <c>{digest}</c> match only such values; other parameters match one segment.
    /// </param>
    /// <param name="requirement">The feature or version that the server needs; null if every server has the route.</param>
    /// <param name="endpoints">The endpoint of each method.</param>
    public Route(string template, RouteRequirement? requirement, params IReadOnlyList<(string Method, Endpoint Endpoint)> endpoints)
        : this(requirement, "/api/v1" + template, endpoints)
    {
    }

    private Route(RouteRequirement? requirement, string path, IReadOnlyList<(string Method, Endpoint Endpoint)> endpoints)
    {
        (Path, Requirement) = (path, requirement);
        _endpoints = endpoints.ToDictionary(pair => pair.Method, pair => pair.Endpoint, StringComparer.Ordinal);
        string pattern = Parameter().Replace(Path, parameter => parameter.Groups[1].Value switch
        {
            "repository" => "(?<repository>[^/]+(?:/[^/]+)+)",
            "digest" => "(?<digest>[A-Za-z0-9_+.-]+:[A-Fa-f0-9]+)",
            var name => $"(?<{name}>[^/]+)",
        });
        _pattern = new Regex($"^{pattern}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }

    /// <summary>Creates a route of the web interface.</summary>
    public static Route OfWebInterface(string path, RouteRequirement? requirement, Endpoint get) =>
        new(requirement, path, [("GET", get)]);

    /// <summary>Gets the path template, with parameters in braces.</summary>
    public string Path { get; }

    public RouteRequirement? Requirement { get; }

    public bool EndsWithSlash => Path.EndsWith('/');

    /// <summary>
    /// Gets whether this is the route of a repository, which also matches paths below a repository that are no other route.
    /// </summary>
    public bool IsRepository => Path == "/api/v1/repository/{repository}";

    /// <summary>Gets whether the route belongs to the API, not to the web interface.</summary>
    public bool IsOfApi => Path.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>Gets the methods that have an endpoint.</summary>
    public IEnumerable<string> Methods => _endpoints.Keys;

    /// <summary>Gets the methods that the route accepts, including those that the web framework adds.</summary>
    public IEnumerable<string> Allowed => _endpoints.Keys.Concat(_endpoints.ContainsKey("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"]);

    public Endpoint? EndpointFor(string method) => _endpoints.GetValueOrDefault(method == "HEAD" ? "GET" : method);

    public bool IsAvailable(FakeRegistry registry) => Requirement?.IsMetBy(registry) ?? true;

    public Match Match(string path) => _pattern.Match(path);

    /// <summary>
    /// Determines whether a request is meant for this route, even if the server does not have it or the trailing slash is missing.
    /// </summary>
    public bool IsTargetOf(string method, string path) =>
        EndpointFor(method) is not null && (Match(path).Success || (EndsWithSlash && Match(path + "/").Success));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
