using System.ComponentModel;

namespace Quay.Client;

/// <summary>
/// Converts an auto-prune policy. The JSON type of the value depends on the method. The type is public only because the source-generated
/// JSON contexts of other assemblies need it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AutoPrunePolicyConverter : JsonConverter<AutoPrunePolicy>
{
    /// <inheritdoc/>
    public override AutoPrunePolicy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        if (json.ValueKind != JsonValueKind.Object
            || Text(json, "method") is not { } method
            || !json.TryGetProperty("value", out JsonElement value))
        {
            throw UnexpectedValue.Of("an object", "an auto-prune policy with a method and a value");
        }

        bool isText = value.ValueKind == JsonValueKind.String;
        string? pattern = Text(json, "tagPattern");
        return new AutoPrunePolicy(method, isText ? value.GetString()! : value.GetRawText(), isText)
        {
            Uuid = Text(json, "uuid"),
            TagPattern = pattern,
            TagPatternMatches = Flag(json, "tagPatternMatches") ?? (pattern is null ? null : true),
            ShowsPattern = json.TryGetProperty("tagPattern", out _) || json.TryGetProperty("tagPatternMatches", out _),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AutoPrunePolicy value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        if (value.Uuid is { } uuid)
        {
            writer.WriteString("uuid", uuid);
        }

        writer.WriteString("method", value.Method);
        writer.WritePropertyName("value");
        if (value.IsText)
        {
            writer.WriteStringValue(value.Value);
        }
        else
        {
            writer.WriteRawValue(value.Value);
        }

        // Quay before 3.13 has neither property.
        if (value.ShowsPattern)
        {
            writer.WriteString("tagPattern", value.TagPattern);
            writer.WritePropertyName("tagPatternMatches");
            if (value.TagPatternMatches is { } matches)
            {
                writer.WriteBooleanValue(matches);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndObject();
    }

    private static string? Text(JsonElement json, string name) => Field(json, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        null or { ValueKind: JsonValueKind.Null } => null,
        _ => throw UnexpectedValue.Of("an object", $"an auto-prune policy whose {name} is a string"),
    };

    private static bool? Flag(JsonElement json, string name) => Field(json, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        null or { ValueKind: JsonValueKind.Null } => null,
        _ => throw UnexpectedValue.Of("an object", $"an auto-prune policy whose {name} is true or false"),
    };

    private static JsonElement? Field(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement field) ? field : null;
}
