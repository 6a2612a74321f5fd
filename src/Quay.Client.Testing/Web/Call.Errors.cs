using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <content>How Quay says no.</content>
internal sealed partial class Call
{
    public ErrorResponseException NotFound() => Error(404, "not_found", "Not Found");

    public ErrorResponseException Invalid(string detail) => Error(400, "invalid_request", detail);

    public ErrorResponseException Immutable(string operation, string tag) =>
        Error(409, "tag_immutable", $"Cannot {operation} immutable tag '{tag}'");

    public ErrorResponseException Unauthorized(params IReadOnlyList<(string Key, JsonNode? Value)> payload) => Caller.User is null
        ? Error(401, "invalid_token", "Requires authentication", payload)
        : Error(403, "insufficient_scope", "Unauthorized", payload);

    /// <summary>Quay's error in its first shape.</summary>
    public ErrorResponseException Error(int status, string type, string detail, params IReadOnlyList<(string Key, JsonNode? Value)> payload)
    {
        JsonObject body = new(payload.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)))
        {
            ["detail"] = detail,
            ["error_message"] = detail,
            ["error_type"] = type,
            ["title"] = type,
            ["type"] = ErrorPage(type),
            ["status"] = status,
        };
        return new ErrorResponseException(Responses.Json(body, status));
    }

    /// <summary>Where an error type is explained.</summary>
    public string ErrorPage(string type) => $"{PublicAddress.ForLink(Request)}/api/v1/error/{type}";

    /// <summary>Quay's error in its second shape.</summary>
    public static ErrorResponseException Message(int status, string message) =>
        new(Responses.Json(new JsonObject { ["message"] = message }, status));

    /// <summary>What comes when an endpoint crashes.</summary>
    public static ErrorResponseException Crash() => new(Responses.Crash());

    /// <summary>What the web framework says when an endpoint only says 400.</summary>
    public static ErrorResponseException NotUnderstood() =>
        Message(400, "The browser (or proxy) sent a request that this server could not understand.");

    /// <summary>The second shape, as an error handler outside of the API writes it.</summary>
    public static ErrorResponseException ModelError(string message) =>
        new(Responses.CompactJson(400, new JsonObject { ["message"] = message }));
}
