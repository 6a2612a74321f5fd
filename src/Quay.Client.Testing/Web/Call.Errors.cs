using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

internal sealed partial class Call
{
    public ErrorResponseException NotFound() => Error(404, "not_found", "Not Found");

    public ErrorResponseException Invalid(string detail) => Error(400, "invalid_request", detail);

    public ErrorResponseException Immutable(string operation, string tag) =>
        Error(409, "tag_immutable", $"Cannot {operation} immutable tag '{tag}'");

    public ErrorResponseException Unauthorized(params IReadOnlyList<(string Key, JsonNode? Value)> payload) => Caller.User is null
        ? Error(401, "invalid_token", "Requires authentication", payload)
        : Error(403, "insufficient_scope", "Unauthorized", payload);

    /// <summary>Creates an error with <c>detail</c> and <c>error_type</c>, the usual format of Quay's API.</summary>
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

    /// <summary>Returns the address of the description of an error type.</summary>
    public string ErrorPage(string type) => $"{PublicAddress.ForLink(Request)}/api/v1/error/{type}";

    /// <summary>Creates an error that has only a <c>message</c>.</summary>
    public static ErrorResponseException Message(int status, string message) =>
        new(Responses.Json(new JsonObject { ["message"] = message }, status));

    /// <summary>Creates the 500 of an endpoint that crashes.</summary>
    public static ErrorResponseException Crash() => new(Responses.Crash());

    /// <summary>Creates the 400 of the web framework, for an endpoint that gives no reason.</summary>
    public static ErrorResponseException NotUnderstood() =>
        Message(400, "The browser (or proxy) sent a request that this server could not understand.");

    /// <summary>Creates an error that has only a <c>message</c>, in the JSON format of an error handler outside the API.</summary>
    public static ErrorResponseException ModelError(string message) =>
        new(Responses.CompactJson(400, new JsonObject { ["message"] = message }));
}
