namespace Quay.Client;

/// <summary>Reads JSON of the scanner's, of which no field is promised.</summary>
internal static class ScannerJson
{
    public static JsonElement? Field(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out JsonElement field) ? field : null;

    /// <summary>A text; null for an empty one, with which the scanner says that it knows none.</summary>
    public static string? Text(JsonElement parent, string name) =>
        Field(parent, name) is { ValueKind: JsonValueKind.String } field && field.GetString() is { Length: > 0 } text ? text : null;

    public static IEnumerable<JsonElement> Items(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } known ? known.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];
}
