using System.Globalization;
using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Reads a JSON value strictly. Each error states the JSON path, the expected value and the found one.</summary>
/// <param name="Value">The value.</param>
/// <param name="Path">The path of the value, such as <c>$.repositories[0].name</c>.</param>
internal readonly record struct StrictJson(JsonElement Value, string Path)
{
    /// <summary>The latest time of a clock. Writes move a clock that stands still, so it needs later times.</summary>
    public static readonly DateTimeOffset LatestTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int LongestExcerpt = 60;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <exception cref="FormatException">The text is not JSON, or an object in it has a duplicate property.</exception>
    public static StrictJson Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new FormatException("Expected JSON, but the text is empty.");
        }

        try
        {
            var json = new StrictJson(JsonElement.Parse(text), "$");
            json.RequireValid();
            return json;
        }
        catch (JsonException error)
        {
            throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {error.LineNumber + 1 ?? 1} is not valid JSON at its byte {error.BytePositionInLine + 1 ?? 1}."),
                error);
        }
    }

    /// <summary>Verifies that the value is an object without other properties than these.</summary>
    /// <returns>The same value.</returns>
    public StrictJson RequireObject(params IReadOnlyList<string> properties)
    {
        RequireKind(JsonValueKind.Object, "an object");
        foreach (JsonProperty property in Value.EnumerateObject())
        {
            if (!properties.Contains(property.Name))
            {
                throw new FormatException($"{Path}.{property.Name}: expected one of the properties {string.Join(", ", properties)}.");
            }
        }

        return this;
    }

    /// <summary>Finds a property; null if it is missing.</summary>
    public StrictJson? Find(string name) =>
        Value.TryGetProperty(name, out JsonElement value) ? new StrictJson(value, $"{Path}.{name}") : null;

    /// <summary>Returns a required property.</summary>
    public StrictJson Get(string name) => Find(name) ?? throw new FormatException($"{Path}: expected the property '{name}'.");

    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    public IEnumerable<(string Name, StrictJson Value)> Properties()
    {
        RequireKind(JsonValueKind.Object, "an object");
        string path = Path;
        return Value.EnumerateObject().Select(property => (property.Name, new StrictJson(property.Value, $"{path}.{property.Name}")));
    }

    public IEnumerable<StrictJson> Items()
    {
        RequireKind(JsonValueKind.Array, "an array");
        string path = Path;
        return Value.EnumerateArray().Select((item, index) => new StrictJson(item, $"{path}[{index}]"));
    }

    public string Text(string expected = "a string") =>
        Value.ValueKind == JsonValueKind.String && Value.GetString() is { Length: > 0 } text ? text : throw Error(expected);

    /// <summary>Returns the value if it is one of these texts.</summary>
    public string OneOf(params IReadOnlyList<string> texts)
    {
        string expected = string.Join(" or ", texts.Select(text => $"\"{text}\""));
        return Text(expected) is var text && texts.Contains(text) ? text : throw Error(expected);
    }

    public bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw Error("true or false");

    public long Whole(long least, long most, string expected) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out long number) && number >= least && number <= most
            ? number
            : throw Error(expected);

    public double Number(double least, double most, string expected) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out double number) && number >= least && number <= most
            ? number
            : throw Error(expected);

    public DateTimeOffset Time()
    {
        const string Expected = "a time with its offset, such as \"2026-01-31T12:00:00Z\"";
        return DateTimeOffset.TryParseExact(
            Text(Expected), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUniversalTime()
            : throw Error(Expected);
    }

    public FormatException Error(string expected)
    {
        string found = Value.GetRawText();
        return new FormatException(
            $"{Path}: expected {expected}, but found {(found.Length > LongestExcerpt ? found[..LongestExcerpt] + "…" : found)}.");
    }

    /// <summary>Verifies that no object has a property twice, and that all texts are valid Unicode.</summary>
    private void RequireValid()
    {
        try
        {
            HashSet<string> names = [];
            foreach ((string name, StrictJson value) in Value.ValueKind == JsonValueKind.Object ? Properties() : [])
            {
                if (!names.Add(name))
                {
                    throw new FormatException($"{value.Path}: expected the property only once.");
                }

                value.RequireValid();
            }

            foreach (StrictJson item in Value.ValueKind == JsonValueKind.Array ? Items() : [])
            {
                item.RequireValid();
            }

            _ = Value.ValueKind == JsonValueKind.String ? Value.GetString() : null;
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"{Path}: expected text without unpaired surrogates.", error);
        }
    }

    private void RequireKind(JsonValueKind kind, string expected)
    {
        if (Value.ValueKind != kind)
        {
            throw Error(expected);
        }
    }
}
