using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>A label of a manifest.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
/// <param name="SourceType"><c>manifest</c> when it came with the image and cannot be deleted, <c>api</c> when it was added.</param>
/// <param name="MediaType"><c>text/plain</c> or <c>application/json</c>.</param>
public sealed record FakeLabel(string Id, string Key, string Value, string SourceType, string MediaType)
{
    /// <summary>What Quay takes a value for when nobody says it.</summary>
    internal static string MediaTypeOf(string value)
    {
        try
        {
            bool isJson = value is ['{', .., '}'] or ['[', .., ']']
                && JsonElement.Parse(value).ValueKind is JsonValueKind.Object or JsonValueKind.Array;
            return isJson ? "application/json" : "text/plain";
        }
        catch (JsonException)
        {
            return "text/plain";
        }
    }
}
