using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Formats JSON like Python's <c>repr()</c>.</summary>
internal static class PythonText
{
    /// <summary>Returns <c>repr()</c> of a value. Dictionaries keep the order of their keys.</summary>
    public static string Repr(JsonNode? node) => Repr(node, pairs => pairs);

    /// <summary>Returns <c>repr()</c> of a value. Dictionaries have the given order.</summary>
    public static string Repr(JsonNode? node, Func<JsonObject, IEnumerable<KeyValuePair<string, JsonNode?>>> order) => node switch
    {
        null => "None",
        JsonObject pairs => $"{{{string.Join(", ", order(pairs).Select(pair => $"{Repr(pair.Key)}: {Repr(pair.Value, order)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(item => Repr(item, order)))}]",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => Repr(node.GetValue<string>()),
            JsonValueKind.Number => PythonNumber.Repr(node.AsValue()),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => "None",
        },
    };

    /// <summary>Returns <c>repr()</c> of a string.</summary>
    public static string Repr(string value)
    {
        char quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var text = new StringBuilder().Append(quote);
        for (int at = 0; at < value.Length;)
        {
            if (Rune.TryGetRuneAt(value, at, out Rune rune))
            {
                text.Append(Escaped(rune, quote));
                at += rune.Utf16SequenceLength;
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)value[at++]:x4}");
            }
        }

        return text.Append(quote).ToString();
    }

    private static string Escaped(Rune rune, char quote) => rune.Value switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when rune.Value == quote => $"\\{quote}",
        _ when IsPrintable(rune) => rune.ToString(),
        <= 0xff => $"\\x{rune.Value:x2}",
        <= 0xffff => $"\\u{rune.Value:x4}",
        _ => $"\\U{rune.Value:x8}",
    };

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
