using System.Text.RegularExpressions;
using Quay.Client.Testing.Http;

namespace Quay.Client.Testing.Web;

/// <summary>What a strict fake says of a request that a client can hardly have meant.</summary>
internal sealed partial class Complaints(IReadOnlyList<Route> routes)
{
    public string NoRoute(FakeRequest request) => request.RawPath.StartsWith("/v2", StringComparison.Ordinal)
        ? "The fake has no registry protocol (/v2), only Quay's own API."
        : $"Quay's API has no such route, its web interface answers. {Nearest(request)}";

    public string NoMethod(FakeRequest request) => $"Quay has no such method of this route. {Nearest(request)}";

    public string Redirected(FakeRequest request) => $"Quay redirects this to another path, and clients lose their token on the way. {Nearest(request)}";

    /// <summary>Null for a request that may well mean a repository, there or not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="repository">The repository that it names, which there is not.</param>
    /// <param name="isBelowAnother">Whether the beginning of that name is a repository.</param>
    public string? Repository(FakeRequest request, string repository, bool isBelowAnother) => isBelowAnother || PartOfRepository().IsMatch(repository)
        ? $"Quay takes this for a request to a repository named '{repository}', and there is none. {Nearest(request)}"
        : null;

    private string Nearest(FakeRequest request)
    {
        string asked = $"{request.Method} {request.RawPath}";
        return "The nearest route is " + routes
            .SelectMany(route => route.Methods, (route, method) => (
                Shown: $"{method} /api/v1{route.Template}",
                Filled: $"{method} {Filled(route.Template, request.RawPath)}"))
            .MinBy(route => Distance(asked, route.Filled)).Shown + ".";
    }

    /// <summary>A template with the names of the request in it, so that only the words are compared.</summary>
    private static string Filled(string template, string path)
    {
        string[] asked = path.Split('/');
        string repository = string.Join('/', asked.Skip(4).Take(2));
        string[] parts = ("/api/v1" + template.Replace("{repository}", repository, StringComparison.Ordinal)).Split('/');
        return string.Join('/', parts.Select((part, index) => part.StartsWith('{') && index < asked.Length ? asked[index] : part));
    }

    /// <summary>How many letters have to be put in, taken out or changed (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        int[] above = [.. Enumerable.Range(0, to.Length + 1)];
        for (int row = 1; row <= from.Length; row++)
        {
            int[] line = new int[to.Length + 1];
            line[0] = row;
            for (int column = 1; column <= to.Length; column++)
            {
                int changed = above[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                line[column] = Math.Min(changed, Math.Min(above[column], line[column - 1]) + 1);
            }

            above = line;
        }

        return above[^1];
    }

    // A path below a repository, and one of the words that stand there in Quay's routes.
    [GeneratedRegex(
        "(?<=^[^/]+/[^/]+)/(tags?|manifests?|changevisibility|changestate|changetrust|logs|autoprunepolicy|immutabilitypolicy|restore|expire)(/|$)")]
    private static partial Regex PartOfRepository();
}
