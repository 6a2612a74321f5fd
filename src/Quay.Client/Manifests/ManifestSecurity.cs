namespace Quay.Client;

/// <summary>The result of the security scanner for a manifest.</summary>
public sealed class ManifestSecurity
{
    /// <summary>
    /// Gets the status: <c>scanned</c>, <c>failed</c>, <c>queued</c>, <c>unsupported</c>, <c>manifest_layer_too_large</c>, or one of a
    /// newer Quay.
    /// </summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Gets the scanner's own JSON; null if there is no result yet. See <see cref="ReadFeatures"/>.</summary>
    [JsonPropertyName("data")]
    public JsonElement? Data { get; init; }

    /// <summary>Parses the packages in <see cref="Data"/>, on each call. Anything unexpected is skipped or null.</summary>
    /// <returns>The packages; empty if there is no result yet.</returns>
    public IReadOnlyList<SecurityFeature> ReadFeatures() =>
        [.. ScannerJson.Items(ScannerJson.Field(ScannerJson.Field(Data, "Layer"), "Features")).Select(SecurityFeature.Read)];

    /// <summary>Returns the status and the number of packages on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Status}, {Counted.Of(ReadFeatures().Count, "package")}");
}

/// <summary>A package that the scanner found in an image. A property is null if the scanner does not report it.</summary>
public sealed class SecurityFeature
{
    /// <summary>Gets the name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the version.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the digest of the layer that added the package.</summary>
    public string? AddedBy { get; init; }

    /// <summary>Gets the vulnerabilities; empty also if they were not requested.</summary>
    public IReadOnlyList<SecurityVulnerability> Vulnerabilities { get; init; } = [];

    internal static SecurityFeature Read(JsonElement json) => new()
    {
        Name = ScannerJson.Text(json, "Name"),
        Version = ScannerJson.Text(json, "Version"),
        AddedBy = ScannerJson.Text(json, "AddedBy"),
        Vulnerabilities = [.. ScannerJson.Items(ScannerJson.Field(json, "Vulnerabilities")).Select(SecurityVulnerability.Read)],
    };

    /// <summary>Returns the name, the version and the number of vulnerabilities on one line.</summary>
    public override string ToString()
    {
        string count = Counted.Of(Vulnerabilities?.Count ?? 0, "vulnerability", "vulnerabilities");
        return SafeLine.Of($"{Name} {Version}: {count}");
    }
}

/// <summary>A known vulnerability of a package. A property is null if the scanner does not report it.</summary>
public sealed class SecurityVulnerability
{
    /// <summary>Gets the name, such as <c>CVE-2024-3094</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the severity, such as <c>Critical</c> or <c>Unknown</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>Gets the first version without the vulnerability; null also if there is none yet.</summary>
    public string? FixedBy { get; init; }

    /// <summary>Gets the addresses of further information, separated by blanks.</summary>
    public string? Link { get; init; }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    internal static SecurityVulnerability Read(JsonElement json) => new()
    {
        Name = ScannerJson.Text(json, "Name"),
        Severity = ScannerJson.Text(json, "Severity"),
        FixedBy = ScannerJson.Text(json, "FixedBy"),
        Link = ScannerJson.Text(json, "Link"),
        Description = ScannerJson.Text(json, "Description"),
    };

    /// <summary>Returns the name, the severity and the version with the fix on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Name} ({Severity}){(FixedBy is null ? "" : ", fixed by " + FixedBy)}");
}

/// <summary>Reads the scanner's JSON, which guarantees no field.</summary>
internal static class ScannerJson
{
    public static JsonElement? Field(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out JsonElement field) ? field : null;

    /// <summary>Returns null also for an empty string, which the scanner sends for an unknown value.</summary>
    public static string? Text(JsonElement parent, string name) =>
        Field(parent, name) is { ValueKind: JsonValueKind.String } field && field.GetString() is { Length: > 0 } text ? text : null;

    public static IEnumerable<JsonElement> Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } known
        ? known.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
        : [];
}
