using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Creates the JSON or a line of a logged request. It has no header but <c>User-Agent</c>, so no token.</summary>
internal static class LoggedRequest
{
    private static readonly string[] Secrets = ["access_token", "token", "client_secret", "code"];

    public static JsonNode Of(Exchange exchange) => new JsonObject
    {
        ["number"] = exchange.Request.Number,
        ["time"] = $"{exchange.ReceivedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}",
        ["method"] = exchange.Request.Method,
        ["path"] = exchange.Request.RawPath,
        ["query"] = QueryOf(exchange.Request),
        ["status"] = exchange.Response?.Status,
        ["user_agent"] = exchange.Request.Header("User-Agent"),
    };

    /// <summary>Returns a line with the request and its response, for a log.</summary>
    public static string LineOf(FakeRequest request, FakeResponse response) =>
        $"{request.Method} {request.RawPath}{(request.RawQuery is "" ? "" : "?")}{QueryOf(request)}: {response}";

    private static string QueryOf(FakeRequest request) => string.Join(
        '&', request.RawQuery.Split('&').Select(part => string.Join(';', part.Split(';').Select(WithoutSecret))));

    private static string WithoutSecret(string parameter) =>
        parameter.Split('=', 2) is [var name, _] && Secrets.Contains(Uri.UnescapeDataString(name), StringComparer.OrdinalIgnoreCase)
            ? $"{name}=***"
            : parameter;
}
