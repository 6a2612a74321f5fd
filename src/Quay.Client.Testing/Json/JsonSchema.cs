using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Validates a value like Python's <c>jsonschema</c>, with the keywords that Quay's request schemas use.</summary>
internal sealed class JsonSchema
{
    private readonly JsonObject schema;

    private JsonSchema(JsonObject schema) => this.schema = schema;

    public static JsonSchema Parse([StringSyntax(StringSyntaxAttribute.Json)] string json) => new(JsonNode.Parse(json)!.AsObject());

    /// <summary>
    /// Returns the text of the error that <c>validate()</c> raises: the first of those nearest to the root. It is null for a valid value.
    /// </summary>
    public string? Error(JsonNode? instance) => Errors(schema, instance, []).MinBy(error => error.Path.Count)?.ToString();

    private static IEnumerable<SchemaError> Errors(JsonObject schema, JsonNode? instance, IReadOnlyList<string> path) =>
        schema.SelectMany(keyword =>
            keyword.Key == "properties"
                ? PropertyErrors(keyword.Value!.AsObject(), instance, path)
                : Messages(keyword.Key, keyword.Value, instance)
                    .Select(message => new SchemaError(message, keyword.Key, schema, instance, path)));

    private static IEnumerable<SchemaError> PropertyErrors(JsonObject properties, JsonNode? instance, IReadOnlyList<string> path)
    {
        foreach ((string name, JsonNode? schema) in properties)
        {
            if (instance is JsonObject pairs && pairs.TryGetPropertyValue(name, out JsonNode? value))
            {
                foreach (SchemaError error in Errors(schema!.AsObject(), value, [.. path, name]))
                {
                    yield return error;
                }
            }
        }
    }

    private static IEnumerable<string> Messages(string keyword, JsonNode? argument, JsonNode? instance) => keyword switch
    {
        "type" when !Names(argument).Any(name => IsOfType(instance, name)) =>
            [$"{PythonText.Repr(instance)} is not of type {string.Join(", ", Names(argument).Select(PythonText.Repr))}"],
        "enum" when !argument!.AsArray().Any(value => JsonNode.DeepEquals(value, instance)) =>
            [$"{PythonText.Repr(instance)} is not one of {PythonText.Repr(argument)}"],
        "required" when instance is JsonObject pairs =>
            Names(argument).Where(name => !pairs.ContainsKey(name)).Select(name => $"{PythonText.Repr(name)} is a required property"),
        "type" or "enum" or "required" or "description" => [],
        _ => throw new NotSupportedException($"The schema keyword '{keyword}' is not supported."),
    };

    private static IEnumerable<string> Names(JsonNode? argument) =>
        argument is JsonArray names ? names.Select(name => name!.GetValue<string>()) : [argument!.GetValue<string>()];

    private static bool IsOfType(JsonNode? instance, string name) => (instance?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Object => name == "object",
        JsonValueKind.Array => name == "array",
        JsonValueKind.String => name == "string",
        JsonValueKind.Number => name == "number" || (name == "integer" && PythonNumber.IsWhole(instance!.AsValue())),
        JsonValueKind.True or JsonValueKind.False => name == "boolean",
        _ => name == "null",
    };
}
