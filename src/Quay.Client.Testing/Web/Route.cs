using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Handles the requests of one method of a route.</summary>
internal delegate FakeResponse Endpoint(Call call);

/// <summary>A resource of the API: its path, and what it does by method.</summary>
/// <remarks>
/// A repository's name takes in as many segments as it can: that is why a wrong path below a repository is the path of another repository.
/// </remarks>
internal sealed partial class Route
{
    private readonly Regex _pattern;
    private readonly Dictionary<string, Endpoint> _endpoints;

    /// <param name="template">
    /// The path behind <c>/api/v1</c>; <c>{repository}</c> and <c>{digest}</c> match what only they can be, other names one segment.
    /// </param>
    /// <param name="requirement">What a server needs to have it; null when each has it.</param>
    /// <param name="endpoints">What is done by method.</param>
    public Route(string template, RouteRequirement? requirement, params IReadOnlyList<(string Method, Endpoint Endpoint)> endpoints)
    {
        (Path, Requirement) = ("/api/v1" + template, requirement);
        _endpoints = endpoints.ToDictionary(pair => pair.Method, pair => pair.Endpoint, StringComparer.Ordinal);
        string pattern = Parameter().Replace(Path, parameter => parameter.Groups[1].Value switch
        {
            "repository" => "(?<repository>[^/]+(?:/[^/]+)+)",
            "digest" => "(?<digest>[A-Za-z0-9_+.-]+:[A-Fa-f0-9]+)",
            var name => $"(?<{name}>[^/]+)",
        });
        _pattern = new Regex($"^{pattern}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }

    /// <summary>With names in braces for what varies.</summary>
    public string Path { get; }

    public RouteRequirement? Requirement { get; }

    public bool EndsWithSlash => Path.EndsWith('/');

    /// <summary>Whether this is the repository itself, which also takes whatever stands below one and is no other route.</summary>
    public bool IsRepository => Path == "/api/v1/repository/{repository}";

    /// <summary>The methods that it has endpoints for.</summary>
    public IEnumerable<string> Methods => _endpoints.Keys;

    /// <summary>The methods that it answers, those of the framework among them.</summary>
    public IEnumerable<string> Allowed => _endpoints.Keys.Concat(_endpoints.ContainsKey("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"]);

    public Endpoint? EndpointFor(string method) => _endpoints.GetValueOrDefault(method == "HEAD" ? "GET" : method);

    public bool IsAvailable(FakeRegistry registry) => Requirement?.IsMetBy(registry) ?? true;

    public Match Match(string path) => _pattern.Match(path);

    /// <summary>Whether a request is for this route, be it there or not, and be it without its slash.</summary>
    public bool IsTargetOf(string method, string path) =>
        EndpointFor(method) is not null && (Match(path).Success || (EndsWithSlash && Match(path + "/").Success));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
