using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Rejects bearer tokens that are JWTs. Quay accepts them from OpenID issuers, and the fake has no issuer.</summary>
internal static class JsonWebToken
{
    /// <summary>Returns Quay's error message for a JWT; null if the header contains none.</summary>
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
