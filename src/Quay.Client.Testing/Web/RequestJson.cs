using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Parses JSON like Python: the last of several equal names counts, and a byte order mark is ignored.</summary>
internal static class RequestJson
{
    /// <exception cref="JsonException">The body is not valid JSON.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> body)
    {
        using JsonDocument document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body);
        try
        {
            return Node(document.RootElement);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A string has an unpaired surrogate.", exception);
        }
    }

    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var json = new JsonObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    json[property.Name] = Node(property.Value);
                }

                return json;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
