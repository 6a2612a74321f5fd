using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Formats JSON like Python's <c>pprint.pformat(value, width=72)</c>.</summary>
internal static partial class PythonPrint
{
    private const int Width = 72;

    /// <summary>Returns the lines, without a trailing line feed.</summary>
    public static string Format(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && !Fits(node, 0, 0)
            // Only a string that is the whole value is put in parentheses, which need space too.
            ? Literals(value.GetValue<string>(), 1, 1) is { Count: > 1 } literals
            ? $"({string.Join("\n ", literals)})"
            : PythonText.Repr(node)
            : Format(node, 0, 0);

    /// <param name="node">The value.</param>
    /// <param name="indent">The column where the value starts.</param>
    /// <param name="allowance">The number of columns that are needed after the value, on its last line.</param>
    private static string Format(JsonNode? node, int indent, int allowance) => node switch
    {
        _ when Fits(node, indent, allowance) => Repr(node),
        JsonObject pairs =>
            $"{{{Lines([.. Sorted(pairs).Select(pair => (PythonText.Repr(pair.Key) + ": ", pair.Value))], indent + 1, allowance + 1)}}}",
        JsonArray items => $"[{Lines([.. items.Select(item => ("", item))], indent + 1, allowance + 1)}]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text =>
            string.Join(Break(indent), Literals(text, indent, allowance)),
        _ => Repr(node),
    };

    private static string Lines(List<(string Label, JsonNode? Node)> entries, int indent, int allowance) =>
        string.Join("," + Break(indent), entries.Select((entry, index) =>
            entry.Label + Format(entry.Node, indent + Columns(entry.Label), index == entries.Count - 1 ? allowance : 1)));

    /// <summary>Splits a long string into adjacent literals: one for each of its lines, and long lines after white space.</summary>
    private static List<string> Literals(string text, int indent, int allowance)
    {
        var literals = new List<string>();
        MatchCollection lines = TextLine.Matches(text);
        foreach ((string line, bool isLast) in lines.Select((line, index) => (line.Value, index == lines.Count - 1)))
        {
            int lastWidth = Width - indent - (isLast ? allowance : 0);
            if (Columns(PythonText.Repr(line)) <= lastWidth)
            {
                literals.Add(PythonText.Repr(line));
                continue;
            }

            MatchCollection words = Word.Matches(line);
            string literal = "";
            foreach ((string word, int width) in words.Select(
                (word, index) => (word.Value, index == words.Count - 1 ? lastWidth : Width - indent)))
            {
                if (literal.Length > 0 && Columns(PythonText.Repr(literal + word)) > width)
                {
                    literals.Add(PythonText.Repr(literal));
                    literal = "";
                }

                literal += word;
            }

            literals.Add(PythonText.Repr(literal));
        }

        return literals;
    }

    private static bool Fits(JsonNode? node, int indent, int allowance) => Columns(Repr(node)) <= Width - indent - allowance;

    private static string Repr(JsonNode? node) => PythonText.Repr(node, Sorted);

    // Python compares strings by code points. UTF-8 bytes have the same order, UTF-16 does not.
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject pairs) =>
        pairs.OrderBy(pair => Convert.ToHexString(Encoding.UTF8.GetBytes(pair.Key)), StringComparer.Ordinal);

    private static string Break(int indent) => "\n" + new string(' ', indent);

    private static int Columns(string text) => text.EnumerateRunes().Count();

    [GeneratedRegex(
        @"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*(\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029])|[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")]
    private static partial Regex TextLine { get; }

    [GeneratedRegex(@"[^\s\x1c-\x1f]+[\s\x1c-\x1f]*|[\s\x1c-\x1f]+")]
    private static partial Regex Word { get; }
}
