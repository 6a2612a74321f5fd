using System.Text;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Finds the endpoint for a request by the rules of Quay's web framework.</summary>
/// <param name="registry">The state of the fake.</param>
/// <param name="routes">The routes, in the order in which paths are matched.</param>
internal sealed partial class Router(FakeRegistry registry, IReadOnlyList<Route> routes)
{
    private readonly RoutingErrors _errors = new(registry, routes);

    public FakeResponse Handle(FakeRequest request) => Resolve(request).Respond();

    /// <summary>Returns the routing error of a request without processing it; null if there is none.</summary>
    public string? RoutingErrorOf(FakeRequest request) => Resolve(request).RoutingError is { } routingError
        ? _errors.Unsupported(request.Method, MergeSlashes(PercentEncoding.Decode(request.RawPath))) ?? routingError()
        : null;

    private Outcome Resolve(FakeRequest request)
    {
        string path = PercentEncoding.Decode(request.RawPath);
        string merged = MergeSlashes(path);
        Lookup exact = Find(request, path);
        if (exact.Route is { } route)
        {
            return exact.Match is { } match ? Matched(new Call(registry, request, match), route) : Redirected(request, exact.Path);
        }

        Lookup other = merged == path ? exact : Find(request, merged);
        if (other.Route is not null)
        {
            return Redirected(request, other.Path);
        }

        if (other.Allowed.Count == 0)
        {
            return new(() => RespondFromWebInterface(request, merged), () => _errors.NoRoute(request));
        }

        bool isApi = exact.Allowed.Count > 0;
        string methods = string.Join(", ", exact.Allowed.Union(other.Allowed));
        return request.Method != "OPTIONS"
            // If an allowed method would be redirected, the API does not return the error itself.
            ? new(
                () => isApi ? Responses.MethodNotAllowed(methods) : Responses.WebPage405(methods),
                () => _errors.NoMethod(request, methods))
            : isApi ? new(() => Responses.Options(methods))
            : Redirected(request, merged);
    }

    /// <summary>Finds the route that has the path and the method of a request.</summary>
    private Lookup Find(FakeRequest request, string path)
    {
        HashSet<string> allowed = [];
        foreach (Route route in routes.Where(route => route.IsAvailable(registry)))
        {
            if (route.Match(path) is { Success: true } match)
            {
                if (request.Method != "OPTIONS" && route.EndpointFor(request.Method) is not null)
                {
                    return new Lookup(path, allowed, route, match);
                }

                allowed.UnionWith(route.Allowed);
            }
            else if (route.EndpointFor(request.Method) is not null && route.Match(path + "/").Success && route.EndsWithSlash)
            {
                return new Lookup(path + "/", allowed, route);
            }
        }

        return new Lookup(path, allowed);
    }

    private Outcome Matched(Call call, Route route) => new(
        () => call.Invoke(route.EndpointFor(call.Request.Method)!),
        call.Repository is not null ? null : () =>
            route.IsRepository ? _errors.Repository(call.Request, $"{call.Owner}/{call.Name}") : null);

    private Outcome Redirected(FakeRequest request, string path) =>
        new(() => Redirect(request, path), () => _errors.Redirected(request));

    private static FakeResponse Redirect(FakeRequest request, string path)
    {
        string query = request.RawQuery is { Length: > 0 } raw ? "?" + raw : "";
        string location = Utf8(PublicAddress.ForRedirect(request)) + Escaped(path) + Utf8(query);
        return Responses.Redirect(location);
    }

    /// <summary>
    /// Responds to a path that is no route. It belongs to the web interface, which is read-only and whose paths end with a slash.
    /// </summary>
    private FakeResponse RespondFromWebInterface(FakeRequest request, string path) => request.Method switch
    {
        "GET" or "HEAD" or "OPTIONS" when !path.EndsWith('/') => Redirect(request, path + "/"),
        "GET" or "HEAD" => Responses.WebPage404(request.RawPath, WebInterface.CookieOf(registry.NewIdentifier(), registry.Clock.Now)),
        "OPTIONS" => Responses.Options("GET, HEAD, OPTIONS"),
        _ => Responses.WebPage405("GET, HEAD, OPTIONS"),
    };

    // A socket provides one byte per character. Quay reads them as UTF-8.
    private static string Utf8(string sent) =>
        !Ascii.IsValid(sent) && sent.All(letter => letter <= '\u00FF') ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(sent)) : sent;

    private static string MergeSlashes(string path) => Slashes().Replace(path, "/");

    private static string Escaped(string path) =>
        AllowedInPath().Replace(Uri.EscapeDataString(path), escape => Uri.UnescapeDataString(escape.Value));

    // The quantifier is lazy as in Quay's framework: of three slashes, two are left.
    [GeneratedRegex("/{2,}?")]
    private static partial Regex Slashes();

    [GeneratedRegex("%(?:2[146-9A-CF]|3[ABD]|40)")]
    private static partial Regex AllowedInPath();

    /// <summary>Represents the routes that match a path.</summary>
    /// <param name="Path">The path, with the trailing slash if the route has one.</param>
    /// <param name="Allowed">The methods of the routes that match the path but not the method.</param>
    /// <param name="Route">The route that matches both; null if there is none.</param>
    /// <param name="Match">The route values; null if the path lacks the trailing slash.</param>
    private sealed record Lookup(string Path, HashSet<string> Allowed, Route? Route = null, Match? Match = null);

    /// <summary>Represents how a request is handled.</summary>
    /// <param name="Respond">Processes the request and returns the response.</param>
    /// <param name="RoutingError">Returns the routing error; null if there cannot be one.</param>
    private sealed record Outcome(Func<FakeResponse> Respond, Func<string?>? RoutingError = null);
}
