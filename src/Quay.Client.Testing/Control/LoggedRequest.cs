using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Creates the JSON of a logged request. It has no header but <c>User-Agent</c>, so no token.</summary>
internal static class LoggedRequest
{
    private static readonly string[] Secrets = ["access_token", "token"];

    public static JsonNode Of(Exchange exchange) => new JsonObject
    {
        ["number"] = exchange.Request.Number,
        ["time"] = $"{exchange.ReceivedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}",
        ["method"] = exchange.Request.Method,
        ["path"] = exchange.Request.RawPath,
        ["query"] = string.Join('&', exchange.Request.RawQuery.Split('&').Select(WithoutSecret)),
        ["status"] = exchange.Response?.Status,
        ["user_agent"] = exchange.Request.Header("User-Agent"),
    };

    private static string WithoutSecret(string parameter) =>
        parameter.Split('=', 2) is [var name, _] && Secrets.Contains(Uri.UnescapeDataString(name)) ? $"{name}=***" : parameter;
}
