using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>/error/{type}</c>, the descriptions of error types.</summary>
internal static class ErrorEndpoint
{
    private static readonly Dictionary<string, (int Since, string Text)> Descriptions = new(StringComparer.Ordinal)
    {
        ["external_service_timeout"] = (0, "An external service timed out. Retrying the request may resolve the issue."),
        ["invalid_request"] = (0, "The request was invalid. It may have contained invalid values or was improperly formatted."),
        ["invalid_response"] = (0, "The response was invalid."),
        ["invalid_token"] = (0, "The access token provided was invalid."),
        ["expired_token"] = (0, "The access token provided has expired."),
        ["insufficient_scope"] = (0, "The access token did not have sufficient scope to access the requested resource."),
        ["fresh_login_required"] = (0, "The action requires a fresh login to succeed."),
        ["exceeds_license"] = (0, "The action was refused because the current license does not allow it."),
        ["not_found"] = (0, "The resource was not found."),
        ["downstream_issue"] = (0, "An error occurred in a downstream service."),
        ["tag_immutable"] = (17, "The tag is immutable and cannot be modified or deleted."),
        ["token_rotation_failed"] = (18, "Token rotation failed."),
    };

    public static FakeResponse Get(Call call)
    {
        string type = call["type"];
        return Descriptions.TryGetValue(type, out (int Since, string Text) description) && call.Registry.IsAtLeast(description.Since)
            ? Responses.Json(new JsonObject { ["type"] = call.ErrorPage(type), ["title"] = type, ["description"] = description.Text })
            : throw call.NotFound();
    }
}
