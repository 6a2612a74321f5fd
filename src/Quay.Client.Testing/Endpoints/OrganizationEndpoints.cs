using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Handles <c>/organization/{organization}</c>, its members and its collaborators. In the fake, each organization has one team, the owners.
/// </summary>
internal static class OrganizationEndpoints
{
    /// <summary>The name of the team that administers the organization.</summary>
    public const string Owners = "owners";

    /// <summary>Returns an organization. Members and administrators see more fields.</summary>
    public static FakeResponse Get(Call call)
    {
        FakeNamespace organization = Find(call);
        bool isAdmin = call.Caller.CanAdministerOrganization(organization.Name);
        bool isMember = call.Caller.IsMemberOf(organization.Name);
        var json = new JsonObject
        {
            ["name"] = organization.Name,
            ["email"] = isAdmin ? organization.Email : "",
            ["avatar"] = AvatarJson.Of(organization.Name, organization.Email, "user"),
            ["is_admin"] = isAdmin,
            ["is_member"] = isMember,
        };
        if (isMember)
        {
            json["teams"] = new JsonObject { [Owners] = Team(organization, call.Registry) };
            json["ordered_teams"] = new JsonArray(Owners);
        }

        if (isAdmin)
        {
            json["invoice_email"] = false;
            json["invoice_email_address"] = null;
            json["tag_expiration_s"] = (long)organization.TimeMachine.TotalSeconds;
            json["is_free_account"] = organization.IsFreeAccount;
        }

        if (isMember)
        {
            Quota.AddTo(json, organization, call.Registry);
        }

        return Responses.Json(json);
    }

    /// <summary>Lists the users with a role in a repository of the organization who are not members.</summary>
    public static FakeResponse Collaborators(Call call)
    {
        call.RequireOrganizationAdmin(call["organization"]);
        FakeNamespace organization = Find(call);
        JsonNode[] collaborators =
        [
            .. Granted(call, organization).Where(user => !organization.Owners.Contains(user.Key)).Select(user => new JsonObject
            {
                ["kind"] = "user",
                ["name"] = user.Key,
                ["avatar"] = AvatarOf(call, user.Key),
                ["repositories"] = new JsonArray([.. user.Select(repository => JsonValue.Create(repository.Name))]),
            }),
        ];
        return Responses.Json(new JsonObject { ["collaborators"] = new JsonArray(collaborators) });
    }

    /// <summary>Lists the members of the organization, with the repositories for which they have an explicit role.</summary>
    public static FakeResponse Members(Call call)
    {
        call.RequireOrganizationAdmin(call["organization"]);
        FakeNamespace organization = Find(call);
        ILookup<string, FakeRepository> granted = Granted(call, organization);
        JsonNode[] members =
        [
            .. organization.Owners.Select(name => new JsonObject
            {
                ["name"] = name,
                ["kind"] = "user",
                ["avatar"] = AvatarOf(call, name),
                ["teams"] = new JsonArray(new JsonObject { ["name"] = Owners, ["avatar"] = AvatarJson.OfTeam(Owners) }),
                ["repositories"] = new JsonArray([.. granted[name].Select(repository => JsonValue.Create(repository.Name))]),
            }),
        ];
        return Responses.Json(new JsonObject { ["members"] = new JsonArray(members) });
    }

    private static FakeNamespace Find(Call call) =>
        call.Registry.FindNamespace(call["organization"]) is { IsOrganization: true } organization ? organization : throw call.NotFound();

    private static ILookup<string, FakeRepository> Granted(Call call, FakeNamespace organization) =>
        call.Registry.RepositoriesOf(organization)
        .SelectMany(repository => repository.Roles.Keys, (repository, user) => (repository, user))
        .ToLookup(role => role.user, role => role.repository, StringComparer.Ordinal);

    private static JsonObject AvatarOf(Call call, string user) => AvatarJson.Of(call.Registry.RequireUser(user));

    private static JsonObject Team(FakeNamespace organization, FakeRegistry registry) => new()
    {
        ["name"] = Owners,
        ["description"] = "",
        ["role"] = "admin",
        ["avatar"] = AvatarJson.OfTeam(Owners),
        ["can_view"] = true,
        ["repo_count"] = registry.RepositoriesOf(organization).Count(repository => repository.TeamRoles.ContainsKey(Owners)),
        ["member_count"] = organization.Owners.Count,
        ["is_synced"] = false,
    };
}
