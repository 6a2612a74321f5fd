namespace Quay.Client;

/// <summary>What the security scanner knows of a manifest. Serialized, it is Quay's own JSON again.</summary>
public sealed record ManifestSecurity
{
    /// <summary>
    /// How far the scan got: <c>scanned</c>, <c>failed</c>, <c>queued</c>, <c>unsupported</c>, <c>manifest_layer_too_large</c>, or what a newer Quay calls it.
    /// </summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>All that was found, as Quay has it from the scanner; null while nothing is known. See <see cref="ReadFeatures"/>.</summary>
    [JsonPropertyName("data")]
    public JsonElement? Data { get; init; }

    /// <summary>Reads the packages out of <see cref="Data"/>, at each call. What is not as expected there is left out or null; the data have it all.</summary>
    /// <returns>The packages; none while nothing is known.</returns>
    public IReadOnlyList<SecurityFeature> ReadFeatures() =>
        [.. ScannerJson.Items(ScannerJson.Field(ScannerJson.Field(Data, "Layer"), "Features")).Select(SecurityFeature.Read)];

    /// <summary>Returns the status and the number of packages on one line.</summary>
    public override string ToString() => SafeText.Line($"{Status}, {Counted.Of(ReadFeatures().Count, "package")}");
}
