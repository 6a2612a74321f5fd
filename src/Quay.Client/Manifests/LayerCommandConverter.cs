using System.ComponentModel;

namespace Quay.Client;

/// <summary>
/// Converts the command of a layer. If the command is JSON, Quay returns it parsed. A part that is not a string is kept as JSON text. The
/// type is public only because the source-generated JSON contexts of other assemblies need it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerCommandConverter : JsonConverter<IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var command = JsonElement.ParseValue(ref reader);
        return command.ValueKind == JsonValueKind.Array ? [.. command.EnumerateArray().Select(Text)] : [Text(command)];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartArray();
        foreach (string part in value)
        {
            writer.WriteStringValue(part);
        }

        writer.WriteEndArray();
    }

    private static string Text(JsonElement part) => part.ValueKind == JsonValueKind.String ? part.GetString()! : part.GetRawText();
}
