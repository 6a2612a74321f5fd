using System.Text.RegularExpressions;
using Quay.Client.Testing.Http;
using Quay.Client.Testing.Registry;

namespace Quay.Client.Testing.Web;

/// <summary>Finds what answers a request, by the rules of Quay's web framework.</summary>
/// <param name="registry">The state.</param>
/// <param name="routes">What there is, in the order in which a path is looked up.</param>
internal sealed partial class Router(FakeRegistry registry, IReadOnlyList<Route> routes)
{
    private const int LongestRequestLine = 4094;

    private readonly Complaints _complaints = new(routes);

    public FakeAnswer Answer(FakeRequest request)
    {
        int line = $"{request} HTTP/1.1".Length;
        if (line > LongestRequestLine)
        {
            return Answers.Gunicorn(400, "Bad Request", $"Request Line is too large ({line} &gt; {LongestRequestLine})");
        }

        string path = PercentEncoding.Decode(request.RawPath);
        string merged = Slashes().Replace(path, "/");
        return (Find(request, path) ?? (merged != path ? Find(request, merged, isMoved: true) : null))?.Invoke()
            ?? Web(request, merged) with { Complaint = _complaints.NoRoute(request) };
    }

    private Func<FakeAnswer>? Find(FakeRequest request, string path, bool isMoved = false)
    {
        HashSet<string> allowed = [];
        foreach (Route route in routes.Where(route => route.IsThere(registry)))
        {
            if (route.Match(path) is { Success: true } match)
            {
                if (request.Method != "OPTIONS" && route.EndpointFor(request.Method) is { } endpoint)
                {
                    return () => isMoved ? Redirect(request, path) : Answer(new Call(registry, request, match), endpoint, route);
                }

                allowed.UnionWith(route.Allowed);
            }
            else if (route.EndpointFor(request.Method) is not null && route.Match(path + "/").Success && route.EndsWithSlash)
            {
                return () => Redirect(request, path + "/");
            }
        }

        return allowed.Count == 0 ? null
            : request.Method == "OPTIONS" ? () => isMoved ? Redirect(request, path) : Answers.Options(string.Join(", ", allowed))
            : () => Answers.MethodNotAllowed(string.Join(", ", allowed)) with { Complaint = _complaints.NoMethod(request) };
    }

    private FakeAnswer Answer(Call call, Endpoint endpoint, Route route)
    {
        string name = $"{call.Owner}/{call.Name}";
        string? complaint = route.IsRepository && call.Repository is null ? _complaints.Repository(call.Request, name, IsBelowRepository(name)) : null;
        return call.Answer(endpoint) with { Complaint = complaint };
    }

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

    private FakeAnswer Redirect(FakeRequest request, string path)
    {
        string location = Call.RootOf(request) + Escaped(path) + (request.RawQuery is { Length: > 0 } query ? "?" + query : "");
        return Answers.Redirect(location) with { Complaint = _complaints.Redirected(request) };
    }

    /// <summary>Every other path belongs to the web interface, which is only for reading, and whose paths end with a slash.</summary>
    private FakeAnswer Web(FakeRequest request, string path) => request.Method switch
    {
        "GET" or "HEAD" or "OPTIONS" when !path.EndsWith('/') => Redirect(request, path + "/"),
        "GET" or "HEAD" => Answers.WebPage404(),
        "OPTIONS" => Answers.Options("GET, HEAD, OPTIONS"),
        _ => Answers.WebPage405(),
    };

    private static string Escaped(string path) => AllowedInPath().Replace(Uri.EscapeDataString(path), escape => Uri.UnescapeDataString(escape.Value));

    // Quay's framework has a reluctant quantifier: of three slashes it leaves two.
    [GeneratedRegex("/{2,}?")]
    private static partial Regex Slashes();

    [GeneratedRegex("%(?:2[146-9A-CF]|3[ABD]|40)")]
    private static partial Regex AllowedInPath();
}
