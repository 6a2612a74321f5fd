using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>/user/</c>, with which clients verify a token, and <c>/users/{name}</c>, the public data of a user.</summary>
internal static class UserEndpoint
{
    [AnonymousAllowed]
    public static FakeResponse Get(Call call)
    {
        if (call.Caller.User is not { } user || !call.Caller.CanReadUser)
        {
            throw call.Error(401, "invalid_token", "Requires authentication", ("session_required", false));
        }

        return Responses.Json(View(call, user));
    }

    public static FakeResponse GetOther(Call call) => call.Registry.FindNamespace(call["user"]) is { IsOrganization: false } user
        ? Responses.Json(View(call, user))
        : throw Call.Message(
            404,
            "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.");

    private static JsonObject View(Call call, FakeNamespace user)
    {
        bool isMe = user == call.Caller.User;
        var json = new JsonObject { ["anonymous"] = false, ["username"] = user.Name, ["avatar"] = AvatarJson.Of(user) };
        if (isMe && call.Caller.CanAdministerUser)
        {
            AddAccount(json, user, call.Registry);
        }

        if (isMe && call.Caller.CanReadUser)
        {
            IEnumerable<FakeNamespace> organizations = call.Registry.Namespaces.Where(
                named => named.IsOrganization && named.IsAdministeredBy(user.Name));
            json["organizations"] = new JsonArray([.. organizations.Select(organization => Organization(organization, call.Caller))]);
        }

        if (call.Caller.IsSuperuser)
        {
            json["super_user"] = isMe;
        }

        return json;
    }

    private static void AddAccount(JsonObject json, FakeNamespace user, FakeRegistry registry)
    {
        json["can_create_repo"] = true;
        json["is_me"] = true;
        json["verified"] = true;
        json["email"] = user.Email;
        json["logins"] = new JsonArray();
        json["invoice_email"] = false;
        json["invoice_email_address"] = null;
        json["preferred_namespace"] = !user.IsFreeAccount;
        json["tag_expiration_s"] = (long)user.TimeMachine.TotalSeconds;
        json["prompts"] = new JsonArray();
        json["company"] = null;
        json["family_name"] = null;
        json["given_name"] = null;
        json["location"] = null;
        json["is_free_account"] = user.IsFreeAccount;
        json["has_password_set"] = true;
        Quota.AddTo(json, user, registry);
    }

    private static JsonObject Organization(FakeNamespace organization, Caller caller)
    {
        var json = new JsonObject
        {
            ["name"] = organization.Name,
            ["avatar"] = AvatarJson.Of(organization),
            ["can_create_repo"] = caller.CanCreateIn(organization.Name),
            ["public"] = false,
        };
        if (caller.CanAdministerUser)
        {
            json["is_org_admin"] = caller.CanAdministerOrganization(organization.Name);
            json["preferred_namespace"] = !organization.IsFreeAccount;
        }

        return json;
    }
}
