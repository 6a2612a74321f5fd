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

    private readonly Complaints _complaints = new(registry, routes);

    public FakeAnswer Answer(FakeRequest request) => Look(request).Answer();

    /// <summary>What a strict fake has against a request, whoever answers it; null for nothing. Does nothing of what is asked.</summary>
    public string? ComplaintOf(FakeRequest request) => Look(request).Complaint is { } complaint
        ? _complaints.Unserved(request.Method, Merged(PercentEncoding.Decode(request.RawPath))) ?? complaint()
        : null;

    private Outcome Look(FakeRequest request)
    {
        int line = $"{request} HTTP/1.1".Length;
        if (line > LongestRequestLine)
        {
            return new(() => Answers.Gunicorn(400, "Bad Request", $"Request Line is too large ({line} &gt; {LongestRequestLine})"));
        }

        string path = PercentEncoding.Decode(request.RawPath);
        string merged = Merged(path);
        return Find(request, path)
            ?? (merged != path ? Find(request, merged, isMoved: true) : null)
            ?? new(() => Web(request, merged), () => _complaints.NoRoute(request));
    }

    private Outcome? Find(FakeRequest request, string path, bool isMoved = false)
    {
        HashSet<string> allowed = [];
        foreach (Route route in routes.Where(route => route.IsThere(registry)))
        {
            if (route.Match(path) is { Success: true } match)
            {
                if (request.Method != "OPTIONS" && route.EndpointFor(request.Method) is { } endpoint)
                {
                    return isMoved ? Moved(request, path) : Met(new Call(registry, request, match), endpoint, route);
                }

                allowed.UnionWith(route.Allowed);
            }
            else if (route.EndpointFor(request.Method) is not null && route.Match(path + "/").Success && route.EndsWithSlash)
            {
                return Moved(request, path + "/");
            }
        }

        string methods = string.Join(", ", allowed);
        return allowed.Count == 0 ? null
            : request.Method != "OPTIONS" ? new(() => Answers.MethodNotAllowed(methods), () => _complaints.NoMethod(request, methods))
            : isMoved ? Moved(request, path)
            : new(() => Answers.Options(methods));
    }

    private Outcome Met(Call call, Endpoint endpoint, Route route) => new(
        () => call.Answer(endpoint),
        call.Repository is not null ? null : () => route.IsRepository ? _complaints.Repository(call.Request, $"{call.Owner}/{call.Name}") : null);

    private Outcome Moved(FakeRequest request, string path) => new(() => Redirect(request, path), () => _complaints.Redirected(request));

    private static FakeAnswer Redirect(FakeRequest request, string path)
    {
        string location = Call.RootOf(request) + Escaped(path) + (request.RawQuery is { Length: > 0 } query ? "?" + query : "");
        return Answers.Redirect(location);
    }

    /// <summary>Every other path belongs to the web interface, which is only for reading, and whose paths end with a slash.</summary>
    private static FakeAnswer Web(FakeRequest request, string path) => request.Method switch
    {
        "GET" or "HEAD" or "OPTIONS" when !path.EndsWith('/') => Redirect(request, path + "/"),
        "GET" or "HEAD" => Answers.WebPage404(),
        "OPTIONS" => Answers.Options("GET, HEAD, OPTIONS"),
        _ => Answers.WebPage405(),
    };

    private static string Merged(string path) => Slashes().Replace(path, "/");

    private static string Escaped(string path) => AllowedInPath().Replace(Uri.EscapeDataString(path), escape => Uri.UnescapeDataString(escape.Value));

    // Quay's framework has a reluctant quantifier: of three slashes it leaves two.
    [GeneratedRegex("/{2,}?")]
    private static partial Regex Slashes();

    [GeneratedRegex("%(?:2[146-9A-CF]|3[ABD]|40)")]
    private static partial Regex AllowedInPath();

    /// <summary>What becomes of a request.</summary>
    /// <param name="Answer">Does what is asked.</param>
    /// <param name="Complaint">Does not; null where nothing can be amiss.</param>
    private sealed record Outcome(Func<FakeAnswer> Answer, Func<string?>? Complaint = null);
}
