using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Quay.Client;

/// <summary>
/// Describes why JSON is invalid: where, what was expected, and what was found. The serializer's own messages name .NET types and give
/// advice to programmers.
/// </summary>
internal static class JsonFault
{
    private const int MaxShown = 40;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Creates an exception with a message such as <c>$.tags[0].start_ts: expected a number, got a string.</c></summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="type">The expected type; null if any JSON is allowed.</param>
    /// <param name="fault">The exception of the serializer.</param>
    public static JsonException Describe(ReadOnlyMemory<byte> utf8, JsonTypeInfo? type, JsonException fault)
    {
        ReadOnlyMemory<byte> json = utf8.Span.StartsWith(Mark) ? utf8[Mark.Length..] : utf8;
        string path = fault.Path ?? "$";
        (string place, string expected, string got) = JsonSyntax.FindFault(json.Span) is { } syntax
            ? (path, "valid JSON", syntax)
            : FindMismatch(json, type, path, UnexpectedValue.In(fault));
        return new JsonException(
            $"{SafeText.OneLine(place)}: expected {expected}, got {got}.", SafeText.OneLine(path), fault.LineNumber, fault.BytePositionInLine);
    }

    private static (string Path, string Expected, string Got) FindMismatch(
        ReadOnlyMemory<byte> json, JsonTypeInfo? type, string path, UnexpectedValue? unexpected)
    {
        using var document = JsonDocument.Parse(json);
        Place place = Find(new Place("$", document.RootElement, type?.Type, type, null), path);
        string kind = unexpected?.Kind ?? KindOf(place.Property, place.Type);
        if (!IsOf(kind, place.Element))
        {
            return (place.Path, kind, Name(place.Element));
        }

        return FindHole(place)
            ?? (place.Path, unexpected?.Values ?? ValuesOf(place.Type, kind), Show(place.Element));
    }

    /// <summary>Follows the serializer's path as far as the document allows.</summary>
    private static Place Find(Place place, string path)
    {
        while (place.Path != path && place.Children().FirstOrDefault(child => IsWithin(child.Path, path)) is { Path: not null } child)
        {
            place = child;
        }

        return place;
    }

    private static bool IsWithin(string parent, string path) =>
        path.StartsWith(parent, StringComparison.Ordinal) && (path.Length == parent.Length || path[parent.Length] is '.' or '[');

    /// <summary>Finds a missing property, or a null that is not allowed.</summary>
    private static (string Path, string Expected, string Got)? FindHole(Place place)
    {
        if (place.Info is { Kind: JsonTypeInfoKind.Object } info && place.Element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonPropertyInfo property in info.Properties)
            {
                bool isThere = place.TryGetField(property.Name, out JsonElement value);
                if ((!isThere && property.IsRequired) || (isThere && value.ValueKind == JsonValueKind.Null && !property.IsSetNullable && property.Set is not null))
                {
                    return (Place.Child(place.Path, property.Name), KindOf(property, property.PropertyType), isThere ? "null" : "nothing");
                }
            }
        }

        bool isCollection = place.Info is { Kind: JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary };
        foreach (Place child in place.Children())
        {
            if (isCollection && child.Element.ValueKind == JsonValueKind.Null)
            {
                return (child.Path, KindOf(null, child.Type), "null");
            }

            if (FindHole(child) is { } hole)
            {
                return hole;
            }
        }

        return null;
    }

    private static string KindOf(JsonPropertyInfo? property, Type? type)
    {
        Type? bare = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return property?.CustomConverter switch
        {
            Rfc2822DateConverter => "a string",
            UnixSecondsConverter or SecondsConverter => "a number",
            _ when bare is null || bare == typeof(JsonElement) => "a value",
            _ when bare == typeof(string) || bare == typeof(Uri) || bare == typeof(DateOnly) || bare.IsEnum => "a string",
            _ when bare == typeof(bool) => "true or false",
            _ when bare.IsPrimitive => "a number",
            _ when bare == typeof(DateTimeOffset) || bare == typeof(TimeSpan) => "a time",
            _ when bare.IsAssignableTo(typeof(IEnumerable)) && !IsMap(bare) => "an array",
            _ => "an object",
        };
    }

    private static bool IsMap(Type type) => type.IsGenericType && type.GetGenericArguments().Length == 2;

    private static bool IsOf(string kind, JsonElement element) => element.ValueKind switch
    {
        _ when kind is "a value" => true,
        JsonValueKind.Null => false,
        JsonValueKind.True or JsonValueKind.False => kind is "true or false",
        _ => kind == Name(element) || (kind == "a time" && element.ValueKind is JsonValueKind.String or JsonValueKind.Number),
    };

    private static string ValuesOf(Type? type, string kind) => Type.GetTypeCode(type is null ? null : Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 => string.Create(CultureInfo.InvariantCulture, $"a whole number from {int.MinValue} to {int.MaxValue}"),
        TypeCode.Int64 => "a whole number of at most 64 bits",
        TypeCode.String => "a string of valid Unicode",
        _ when type == typeof(DateOnly) => "a day such as '2026-11-22'",

        // Nothing else is wrong with one that is read as itself.
        _ when kind is "an object" or "an array" => kind + " of valid Unicode",
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
        JsonValueKind.Null => "null",
        _ => "nothing",
    };

    private static string Show(JsonElement element) =>
        element.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? $"{Name(element)} ({SafeText.OneLine(Text(element), MaxShown)})"
            : Name(element);

    // A token with escapes in it is not recognized.
    private static string Text(JsonElement element)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.String)
            {
                return $"\"{element.GetString()}\"";
            }
        }
        catch (InvalidOperationException)
        {
            // It is no Unicode, so only its escapes can be shown.
        }

        return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));
    }

    /// <summary>Holds a value of the document and its expected type, which is null below a value of any type.</summary>
    private readonly record struct Place(string Path, JsonElement Element, Type? Type, JsonTypeInfo? Info, JsonPropertyInfo? Property)
    {
        // As the serializer writes them.
        private static readonly SearchValues<char> Special = SearchValues.Create(". '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029");

        public static string Child(string path, string name) =>
            name.AsSpan().ContainsAny(Special) ? $"{path}['{name}']" : $"{path}.{name}";

        public IEnumerable<Place> Children()
        {
            if (Element.ValueKind == JsonValueKind.Array)
            {
                int index = 0;
                foreach (JsonElement item in Element.EnumerateArray())
                {
                    yield return Below(string.Create(CultureInfo.InvariantCulture, $"{Path}[{index++}]"), item, Info?.ElementType, null);
                }
            }
            else if (Element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty field in Element.EnumerateObject())
                {
                    string name = NameOf(field);
                    JsonPropertyInfo? property = Info?.Kind == JsonTypeInfoKind.Object ? Info.Properties.FirstOrDefault(known => known.Name == name) : null;
                    Type? type = property?.PropertyType ?? (Info?.Kind == JsonTypeInfoKind.Dictionary ? Info.ElementType : null);
                    yield return Below(Child(Path, name), field.Value, type, property);
                }
            }
        }

        /// <summary>Finds a field by its name. The method of the document throws for names beside it that are no Unicode.</summary>
        public bool TryGetField(string name, out JsonElement value)
        {
            foreach (JsonProperty field in Element.EnumerateObject())
            {
                if (NameOf(field) == name)
                {
                    value = field.Value;
                    return true;
                }
            }

            value = default;
            return false;
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

        private Place Below(string path, JsonElement element, Type? type, JsonPropertyInfo? property) =>
            new(path, element, type, type is not null && Info!.Options.TryGetTypeInfo(type, out JsonTypeInfo? info) ? info : null, property);
    }
}
