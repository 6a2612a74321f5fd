using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Handles <c>/find/all</c> and <c>/find/repositories</c>, the search of Quay's web interface.</summary>
/// <remarks>
/// Some Quay servers lower the score of a result if its name is less similar to the query. The fake does not, like the server that was
/// recorded.
/// </remarks>
internal static partial class SearchEndpoints
{
    private const int MostOfAKind = 5;
    private const int PageSize = 10;
    private const int LastPage = 10;

    /// <summary>Finds teams, repositories, users and organizations, highest score first.</summary>
    public static FakeResponse All(Call call)
    {
        string query = call.Query.Text("query") ?? "";
        JsonObject[] results = query is "" ? [] :
        [
            .. Repositories(call, query).Take(MostOfAKind).Select(repository => Scored(View(repository), 4.0)),
            .. Teams(call, query).Take(MostOfAKind).Select(organization => Scored(TeamView(organization), 2.0)),
            .. Namespaces(call, query).Take(MostOfAKind).Select(named => Scored(View(named), 1.0)),
        ];
        return Responses.Json(new JsonObject { ["results"] = new JsonArray(results) });
    }

    public static FakeResponse OfRepositories(Call call)
    {
        string query = call.Query.Text("query") ?? "";
        int page = (int)BigInteger.Clamp(call.Query.Integer("page", 1, "The page."), 1, LastPage);
        bool withUsage = call.Query.Flag("includeUsage");
        List<FakeRepository> found = [.. Repositories(call, query).Skip((page - 1) * PageSize).Take(PageSize + 1)];
        return Responses.Json(new JsonObject
        {
            ["results"] = new JsonArray(
                [.. found.Take(PageSize).Select(repository => withUsage ? WithUsage(call, repository) : View(repository))]),
            ["has_additional"] = found.Count > PageSize,
            ["page"] = page,
            ["page_size"] = PageSize,
            ["start_index"] = (page - 1) * PageSize,
        });
    }

    /// <summary>Finds visible repositories by a text in their name or description. A namespace and a slash can precede the text.</summary>
    private static IEnumerable<FakeRepository> Repositories(Call call, string query)
    {
        string[] parts = query.Split('/', 2);
        string owner = parts.Length > 1 ? parts[0] : "";
        string text = Quotes().Replace(parts[^1], "");
        return call.Registry.Repositories.Values.Where(repository =>
            IsVisible(call, repository)
            && (owner is "" || repository.Namespace.Name == owner)
            && (Has(repository.Name, text) || Has(repository.Description, text)));
    }

    /// <summary>Finds the teams of the caller. Each organization has one team, its owners.</summary>
    private static IEnumerable<FakeNamespace> Teams(Call call, string query) =>
        call.Caller.User is { } user
            && OrganizationEndpoints.Owners.StartsWith(Quotes().Replace(query, ""), StringComparison.OrdinalIgnoreCase)
            ? call.Registry.Namespaces.Where(named => named.Owners.Contains(user.Name))
            : [];

    /// <summary>Finds namespaces by the start of their name, if they have a repository that is visible to the caller.</summary>
    private static IEnumerable<FakeNamespace> Namespaces(Call call, string query) => call.Registry.Namespaces.Where(named =>
        named.Name.StartsWith(Quotes().Replace(query, ""), StringComparison.OrdinalIgnoreCase)
        && call.Registry.RepositoriesOf(named).Any(repository => IsVisible(call, repository)));

    private static bool IsVisible(Call call, FakeRepository repository) =>
        repository.IsPublic || (call.Caller.User is { } user && repository.RoleOf(user.Name) is not null);

    private static bool Has(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static JsonObject View(FakeNamespace named) => new()
    {
        ["title"] = named.IsOrganization ? "org" : "user",
        ["kind"] = named.IsOrganization ? "organization" : "user",
        ["avatar"] = AvatarJson.Of(named),
        ["name"] = named.Name,
        ["score"] = 1,
        ["href"] = (named.IsOrganization ? "/organization/" : "/user/") + named.Name,
    };

    private static JsonObject View(FakeRepository repository) => new()
    {
        ["kind"] = "repository",
        ["title"] = "repo",
        ["namespace"] = View(repository.Namespace),
        ["name"] = repository.Name,
        ["description"] = repository.Description,
        ["is_public"] = repository.IsPublic,
        ["score"] = 4,
        ["href"] = "/repository/" + repository.FullName,
    };

    private static JsonObject TeamView(FakeNamespace organization) => new()
    {
        ["kind"] = "team",
        ["name"] = OrganizationEndpoints.Owners,
        ["organization"] = View(organization),
        ["avatar"] = AvatarJson.OfTeam(OrganizationEndpoints.Owners),
        ["score"] = 2,
        ["href"] = $"/organization/{organization.Name}/teams/{OrganizationEndpoints.Owners}",
    };

    private static JsonObject WithUsage(Call call, FakeRepository repository)
    {
        JsonObject view = View(repository);
        if (repository.Tags is [var newest, ..])
        {
            view["last_modified"] = TagEntryJson.Seconds(newest.StartMs);
        }

        view["stars"] = call.Registry.Namespaces.Count(named => named.Stars.Contains(repository));
        view["popularity"] = repository.Popularity;
        return view;
    }

    private static JsonObject Scored(JsonObject view, double score)
    {
        view["score"] = score;
        return view;
    }

    // Quay removes quotes from the query.
    [GeneratedRegex("['\"`]")]
    private static partial Regex Quotes();
}
