using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Represents a label of a manifest.</summary>
/// <param name="Id">The UUID.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="SourceType">
/// <c>manifest</c> if the label came with the image and cannot be deleted; <c>api</c> if it was added later.
/// </param>
/// <param name="MediaType"><c>text/plain</c> or <c>application/json</c>.</param>
public sealed record FakeLabel(string Id, string Key, string Value, string SourceType, string MediaType)
{
    /// <summary>Returns the media type that Quay derives from a value if the request has none.</summary>
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
