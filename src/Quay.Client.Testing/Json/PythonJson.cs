using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Serializes JSON like Python's <c>json.dumps()</c>.</summary>
internal static class PythonJson
{
    /// <summary>Converts a stored value to JSON: a string, a Boolean, null, JSON, or a number of any size.</summary>
    public static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double number => JsonValue.Create(number),
        float number => JsonValue.Create((double)number),
        IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)!),
        _ => throw new ArgumentException(
            $"The fake stores strings, numbers, booleans and null, but not {value.GetType()}.", nameof(value)),
    };

    /// <summary>Returns the bytes, without a trailing line feed.</summary>
    public static byte[] Serialize(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject pairs:
                text.Append('{');
                foreach (((string key, JsonNode? value), int index) in pairs.Select((pair, index) => (pair, index)))
                {
                    WriteString(text.Append(index == 0 ? "" : ", "), key);
                    Write(text.Append(": "), value);
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                foreach ((JsonNode? item, int index) in items.Select((item, index) => (item, index)))
                {
                    Write(text.Append(index == 0 ? "" : ", "), item);
                }

                text.Append(']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteString(text, value.GetValue<string>());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                text.Append(
                    PythonNumber.Repr(value) switch { "nan" => "NaN", "inf" => "Infinity", "-inf" => "-Infinity", var number => number });
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char unit in value)
        {
            _ = unit switch
            {
                '"' or '\\' => text.Append('\\').Append(unit),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                >= ' ' and <= '~' => text.Append(unit),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
            };
        }

        text.Append('"');
    }
}
