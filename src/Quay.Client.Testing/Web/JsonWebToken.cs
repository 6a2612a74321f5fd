using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>A bearer token that is a JWT belongs to an OpenID issuer, and the fake has none.</summary>
internal static class JsonWebToken
{
    /// <summary>What Quay says of a JWT whose issuer it does not know; null when the header holds no JWT.</summary>
    public static string? ErrorOf(string? authorization)
    {
        string[] parts = authorization?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (parts is not [_, var token] || token.Split('.') is not [var header, var payload, _] || Part(header) is not { } head
            || !string.Equals(head["typ"]?.ToString(), "JWT", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Part(payload)?["iss"]?.ToString() is { } issuer ? $"Issuer {issuer} not configured" : "Token does not contain issuer";
    }

    private static JsonObject? Part(string base64)
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(base64))) as JsonObject;
        }
        catch (Exception exception) when (exception is FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
