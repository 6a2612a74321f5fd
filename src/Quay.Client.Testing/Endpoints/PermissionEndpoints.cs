using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/permissions/user/</c>, <c>…/permissions/team/</c> and the permissions below them.</summary>
/// <remarks>As in Quay, a repository that does not exist has no permissions and is not an error.</remarks>
internal sealed class PermissionEndpoints
{
    public static readonly PermissionEndpoints OfUsers = new("User", Schemas.UserPermission, repository => repository.Roles);

    public static readonly PermissionEndpoints OfTeams = new("Team", Schemas.TeamPermission, repository => repository.TeamRoles);

    private readonly string _title;
    private readonly Func<FakeRepository, OrderedDictionary<string, FakeRole>> _roles;
    private readonly JsonSchema _schema;

    private PermissionEndpoints(string title, JsonSchema schema, Func<FakeRepository, OrderedDictionary<string, FakeRole>> roles) =>
        (_title, _schema, _roles) = (title, schema, roles);

    private bool IsOfUsers => ReferenceEquals(this, OfUsers);

    public FakeResponse List(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        IEnumerable<KeyValuePair<string, FakeRole>> roles = call.Repository is { } repository ? _roles(repository) : [];
        return Responses.Json(new JsonObject
        {
            ["permissions"] = new JsonObject(
                roles.Select(role => KeyValuePair.Create(role.Key, (JsonNode?)View(call, role.Key, role.Value)))),
        });
    }

    public FakeResponse Get(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        FakeRole role = Find(call) ?? throw Call.ModelError(None);
        return Responses.Json(IsOfUsers ? View(call, call["grantee"], role) : new JsonObject { ["role"] = NameOf(role) });
    }

    public FakeResponse Put(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        string role = call.Body(_schema)["role"]!.GetValue<string>();
        string name = call["grantee"];
        if (ErrorOf(call, name) is { } error)
        {
            throw call.Invalid(error);
        }

        if (call.Repository is null)
        {
            throw Call.Crash();
        }

        FakeRole given = Enum.GetValues<FakeRole>().Single(value => NameOf(value) == role);
        _roles(call.Repository)[name] = given;
        call.Log("change_repo_permission", IsOfUsers
            ? [("username", name), ("repo", call.Name), ("namespace", call.Owner), ("role", role)]
            : [("team", name), ("repo", call.Name), ("role", role)]);
        return Responses.Json(View(call, name, given));
    }

    public FakeResponse Delete(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        string name = call["grantee"];
        if (IsOfUsers && name == call.Owner)
        {
            throw call.Invalid(OwnerIsAdmin);
        }

        if (Find(call) is null)
        {
            throw call.Invalid(None);
        }

        _roles(call.Repository!).Remove(name);
        call.Log("delete_repo_permission", IsOfUsers
            ? [("username", name), ("repo", call.Name), ("namespace", call.Owner)]
            : [("team", name), ("repo", call.Name)]);
        return Responses.NoContent();
    }

    /// <summary>Handles <c>…/permissions/user/{name}/transitive</c>: the roles that a user has directly or through a team.</summary>
    public static FakeResponse Transitive(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        string name = call["grantee"];
        List<FakeRole> roles = [];
        if (call.Repository is { } repository && IsUser(call, name))
        {
            roles.AddRange(repository.Roles.Where(role => role.Key == name).Select(role => role.Value));
            roles.AddRange(repository.Namespace.Owners.Contains(name) ? repository.TeamRoles.Values : []);
        }

        return roles is []
            ? throw call.NotFound()
            : Responses.Json(
                new JsonObject { ["permissions"] = new JsonArray([.. roles.Select(role => new JsonObject { ["role"] = NameOf(role) })]) });
    }

    private const string OwnerIsAdmin = "Namespace owner must always be admin.";

    private string None => $"{_title} does not have permission for repo.";

    /// <summary>Returns Quay's error for a grantee; null if the grantee is valid.</summary>
    private string? ErrorOf(Call call, string name)
    {
        if (IsOfUsers && name == call.Owner)
        {
            return OwnerIsAdmin;
        }

        // Quay also accepts an organization as a user here.
        bool isThere = IsOfUsers
            ? call.Registry.FindNamespace(name) is not null
            : name == OrganizationEndpoints.Owners && call.Registry.FindNamespace(call.Owner) is { IsOrganization: true };
        return isThere ? null : IsOfUsers ? $"Invalid username: {name}" : $"No team {name} in organization {call.Owner}";
    }

    private FakeRole? Find(Call call) =>
        call.Repository is { } repository && _roles(repository).TryGetValue(call["grantee"], out FakeRole role) ? role : null;

    private JsonObject View(Call call, string name, FakeRole role)
    {
        if (!IsOfUsers)
        {
            return new JsonObject { ["role"] = NameOf(role), ["name"] = name, ["avatar"] = AvatarJson.OfTeam(name) };
        }

        FakeNamespace owner = call.Repository!.Namespace;
        FakeNamespace user = call.Registry.FindNamespace(name)!;
        var json = new JsonObject
        {
            ["role"] = NameOf(role),
            ["name"] = name,
            ["is_robot"] = false,
            ["avatar"] = AvatarJson.Of(name, user.Email, "user"),
        };
        if (owner.IsOrganization)
        {
            json["is_org_member"] = owner.Owners.Contains(name);
        }

        return json;
    }

    private static bool IsUser(Call call, string name) => call.Registry.FindNamespace(name) is { IsOrganization: false };

    private static string NameOf(FakeRole role) => role switch
    {
        FakeRole.Read => "read",
        FakeRole.Write => "write",
        _ => "admin",
    };
}
