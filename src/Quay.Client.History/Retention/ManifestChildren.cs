namespace Quay.Client.History;

/// <summary>Reads the digests of the manifests in a manifest list.</summary>
internal static class ManifestChildren
{
    // Returns the digests; null if the text of the manifest does not show all of them.
    public static IReadOnlyList<string>? Of(Manifest list)
    {
        try
        {
            if (list.ReadData() is not { ValueKind: JsonValueKind.Object } data
                || !data.TryGetProperty("manifests", out JsonElement manifests)
                || manifests.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            string[] digests = [.. manifests.EnumerateArray().Select(DigestOf).OfType<string>()];
            return digests.Length == manifests.GetArrayLength() ? digests : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? DigestOf(JsonElement child) =>
        child.ValueKind == JsonValueKind.Object
        && child.TryGetProperty("digest", out JsonElement digest)
        && digest.ValueKind == JsonValueKind.String
            ? digest.GetString()
            : null;
}
