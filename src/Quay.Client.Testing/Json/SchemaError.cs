using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Represents a violation of a schema, and its place in the value.</summary>
internal sealed record SchemaError(string Message, string Keyword, JsonObject Schema, JsonNode? Instance, IReadOnlyList<string> Path)
{
    /// <summary>Returns <c>str()</c> of Python's <c>ValidationError</c>.</summary>
    public override string ToString()
    {
        string inSchema = string.Concat(Path.Select(name => $"['properties'][{PythonText.Repr(name)}]"));
        string inInstance = string.Concat(Path.Select(name => $"[{PythonText.Repr(name)}]"));
        return $"{Message}\n\nFailed validating '{Keyword}' in schema{inSchema}:\n{Indented(Schema)}\n\n"
            + $"On instance{inInstance}:\n{Indented(Instance)}";
    }

    private static string Indented(JsonNode? node) => "    " + PythonPrint.Format(node).Replace("\n", "\n    ", StringComparison.Ordinal);
}
