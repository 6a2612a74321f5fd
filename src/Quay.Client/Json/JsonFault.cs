using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Quay.Client;

/// <summary>
/// Describes why JSON is invalid: where, what was expected, and what was found. The serializer's own messages name .NET types and are
/// written for programmers.
/// </summary>
internal static class JsonFault
{
    private const int MaxShown = 40;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    // Creates an exception with a message such as `$.tags[0].start_ts: expected a number, got a string.`
    public static JsonException Describe(ReadOnlyMemory<byte> utf8, JsonTypeInfo? type, JsonException fault)
    {
        ReadOnlyMemory<byte> json = utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        string path = fault.Path ?? "$";
        (string place, string expected, string got) = JsonSyntaxError.Find(json.Span) is { } found
            ? (path, "valid JSON", found)
            : FindMismatch(json, type, path, UnexpectedValue.In(fault));
        string message = $"{SafeText.OneLine(place)}: expected {expected}, got {got}.";
        return new JsonException(message, SafeText.OneLine(path), fault.LineNumber, fault.BytePositionInLine);
    }

    private static (string Path, string Expected, string Got) FindMismatch(
        ReadOnlyMemory<byte> json, JsonTypeInfo? type, string path, UnexpectedValue? unexpected)
    {
        using var document = JsonDocument.Parse(json);
        var place = new Place("$", document.RootElement, type, Property: null);

        // Follows the serializer's path as far as the document allows.
        while (place.Path != path && place.Children().FirstOrDefault(child => IsWithin(child.Path, path)) is { Path: not null } child)
        {
            place = child;
        }

        string kind = unexpected?.Kind ?? KindOf(place.Type, place.Property);
        if (!IsOf(kind, place.Element))
        {
            return (place.Path, kind, Name(place.Element));
        }

        try
        {
            if (FindHole(place) is { } hole)
            {
                return hole;
            }
        }
        catch (InvalidOperationException)
        {
            // A name or a text is not valid Unicode.
        }

        return (place.Path, unexpected?.Values ?? ValuesOf(place.Type, kind), Show(place.Element));
    }

    private static bool IsWithin(string parent, string path) =>
        path.StartsWith(parent, StringComparison.Ordinal) && (path.Length == parent.Length || path[parent.Length] is '.' or '[');

    // Finds a missing property, or a null that is not allowed.
    private static (string Path, string Expected, string Got)? FindHole(Place place)
    {
        if (place.Type is { Kind: JsonTypeInfoKind.Object } type && place.Element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonPropertyInfo property in type.Properties)
            {
                bool isThere = place.Element.TryGetProperty(property.Name, out JsonElement value);
                bool allowsNull = property.IsSetNullable || property.Set is null;
                if (isThere ? value.ValueKind == JsonValueKind.Null && !allowsNull : property.IsRequired)
                {
                    string kind = KindOf(place.InfoOf(property.PropertyType), property);
                    return (Place.Child(place.Path, property.Name), kind, isThere ? "null" : "nothing");
                }
            }
        }

        bool isCollection = place.Type is { Kind: JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary };
        return place.Children()
            .Select(child => isCollection && child.Element.ValueKind == JsonValueKind.Null
                ? (child.Path, KindOf(child.Type, property: null), "null")
                : FindHole(child))
            .FirstOrDefault(hole => hole is not null);
    }

    private static string KindOf(JsonTypeInfo? info, JsonPropertyInfo? property)
    {
        Type? type = info is null ? null : Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return property?.CustomConverter switch
        {
            Rfc2822DateConverter => "a string",
            UnixSecondsConverter or SecondsConverter => "a number",
            _ when type is null || type == typeof(JsonElement) => "a value",
            _ when type == typeof(string) || type == typeof(Uri) || type == typeof(DateOnly) || type.IsEnum => "a string",
            _ when type == typeof(bool) => "true or false",
            _ when type.IsPrimitive => "a number",
            _ when info!.Kind == JsonTypeInfoKind.Enumerable => "an array",
            _ => "an object",
        };
    }

    private static bool IsOf(string kind, JsonElement element) =>
        kind == "a value" || kind == (element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "true or false" : Name(element));

    private static string ValuesOf(JsonTypeInfo? type, string kind) => type?.Type switch
    {
        null => kind,
        { } number when number == typeof(int) || number == typeof(int?) =>
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {int.MinValue} to {int.MaxValue}"),
        { } number when number == typeof(long) || number == typeof(long?) => "a whole number of at most 64 bits",
        { } day when day == typeof(DateOnly) => "a day such as '2026-11-22'",

        // Invalid Unicode is the only other fault that these can have.
        { } text when text == typeof(string) || kind is "an object" or "an array" => kind + " of valid Unicode",
        _ => kind,
    };

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static string Show(JsonElement element)
    {
        string text = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));
        try
        {
            // A token with escapes would not be recognized and redacted.
            text = element.ValueKind == JsonValueKind.String ? $"\"{element.GetString()}\"" : text;
        }
        catch (InvalidOperationException)
        {
            // The string is not valid Unicode, so only its escapes can be shown.
        }

        return element.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? $"{Name(element)} ({SafeText.OneLine(text, MaxShown)})"
            : Name(element);
    }

    /// <summary>Represents a value of the document with its expected type. The type is null below a value that can have any type.</summary>
    private readonly record struct Place(string Path, JsonElement Element, JsonTypeInfo? Type, JsonPropertyInfo? Property)
    {
        // The serializer quotes a name that contains one of these.
        private static readonly SearchValues<char> Special = SearchValues.Create(". '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029");

        public static string Child(string path, string name) =>
            name.AsSpan().ContainsAny(Special) ? $"{path}['{name}']" : $"{path}.{name}";

        public JsonTypeInfo? InfoOf(Type? type) =>
            type is not null && Type!.Options.TryGetTypeInfo(type, out JsonTypeInfo? info) ? info : null;

        public IEnumerable<Place> Children() => Element.ValueKind switch
        {
            JsonValueKind.Array => Items(),
            JsonValueKind.Object => Fields(),
            _ => [],
        };

        private IEnumerable<Place> Items()
        {
            foreach ((int index, JsonElement item) in Element.EnumerateArray().Index())
            {
                yield return new Place($"{Path}[{index}]", item, InfoOf(Type?.ElementType), Property: null);
            }
        }

        private IEnumerable<Place> Fields()
        {
            foreach (JsonProperty field in Element.EnumerateObject())
            {
                string name = NameOf(field);
                bool isDictionary = Type?.Kind == JsonTypeInfoKind.Dictionary;
                JsonPropertyInfo? property = Type?.Properties.FirstOrDefault(known => known.Name == name);
                yield return new Place(
                    Child(Path, name), field.Value, InfoOf(isDictionary ? Type!.ElementType : property?.PropertyType), property);
            }
        }

        private static string NameOf(JsonProperty field)
        {
            try
            {
                return field.Name;
            }
            catch (InvalidOperationException)
            {
                // A name that is not valid Unicode matches no property.
                return "\ufffd";
            }
        }
    }
}
