using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Handles <c>/discovery</c>: a Swagger document with the routes of the fake whose features are enabled.</summary>
internal static partial class DiscoveryEndpoint
{
    [AnonymousAllowed]
    public static FakeResponse Get(Call call)
    {
        var paths = new JsonObject();
        foreach (Route route in Routes.All.Where(route => route.IsAvailable(call.Registry) && route.IsOfApi))
        {
            string path = WithQuaysNames(route.Path);
            var description = new JsonObject { ["x-path"] = path };
            foreach (string method in route.Methods)
            {
                description[method.ToLowerInvariant()] = new JsonObject { ["parameters"] = new JsonArray() };
            }

            paths[path] = description;
        }

        return Responses.Json(new JsonObject
        {
            ["swagger"] = "2.0",
            ["host"] = call.Request.Origin.Authority,
            ["basePath"] = "/",
            ["schemes"] = new JsonArray(call.Request.Origin.Scheme),
            ["info"] = new JsonObject { ["version"] = "v1", ["title"] = "Quay Frontend" },
            ["paths"] = paths,
            ["definitions"] = new JsonObject(),
            ["tags"] = new JsonArray(),
        });
    }

    private static string WithQuaysNames(string path) => Parameter().Replace(path, parameter => parameter.Groups["name"].Value switch
    {
        "digest" => "{manifestref}",
        "organization" => "{orgname}",
        "policy" => "{policy_uuid}",
        "label" => "{labelid}",
        "notification" => "{uuid}",
        "type" => "{error_type}",
        "user" => "{username}",
        "grantee" => path.Contains("/permissions/team/", StringComparison.Ordinal) ? "{teamname}" : "{username}",
        var name => $"{{{name}}}",
    });

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Parameter();
}
