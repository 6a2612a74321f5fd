namespace Quay.Client;

/// <summary>Represents the result of the security scanner for a manifest.</summary>
public sealed class ManifestSecurity
{
    /// <summary>
    /// Gets the status: <c>scanned</c>, <c>failed</c>, <c>queued</c>, <c>unsupported</c> or <c>manifest_layer_too_large</c>. A newer Quay
    /// can return others.
    /// </summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Gets the scanner's JSON; null if there is no result yet. To parse it, use <see cref="ReadFeatures"/>.</summary>
    [JsonPropertyName("data")]
    public JsonElement? Data { get; init; }

    /// <summary>Parses the packages in <see cref="Data"/>. Items of an unexpected form are skipped. The result is not cached.</summary>
    /// <returns>The packages; empty if there is no result yet.</returns>
    public IReadOnlyList<SecurityFeature> ReadFeatures() =>
        [.. ScannerJson.Items(ScannerJson.Field(ScannerJson.Field(Data, "Layer"), "Features")).Select(SecurityFeature.Read)];

    /// <summary>Returns the status and the number of packages on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Status}, {Counted.Of(ReadFeatures().Count, "package")}");
}

/// <summary>Represents a package that the scanner found in an image. A property is null if the scanner does not report it.</summary>
public sealed class SecurityFeature
{
    /// <summary>Gets the name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the version.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the digest of the layer that added the package.</summary>
    public string? AddedBy { get; init; }

    /// <summary>Gets the vulnerabilities; empty if there are none or they were not requested.</summary>
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

/// <summary>Represents a vulnerability of a package. A property is null if the scanner does not report it.</summary>
public sealed class SecurityVulnerability
{
    /// <summary>Gets the name, such as <c>CVE-2024-3094</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the severity, such as <c>Critical</c> or <c>Unknown</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>Gets the first version without the vulnerability; null if there is none or it is unknown.</summary>
    public string? FixedBy { get; init; }

    /// <summary>Gets the addresses of further information, separated by spaces.</summary>
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

/// <summary>Reads the scanner's JSON, in which every field is optional.</summary>
internal static class ScannerJson
{
    public static JsonElement? Field(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out JsonElement field) ? field : null;

    /// <summary>Returns the text of a field. An empty string counts as null, because the scanner sends one for an unknown value.</summary>
    public static string? Text(JsonElement parent, string name) =>
        Field(parent, name) is { ValueKind: JsonValueKind.String } field && field.GetString() is { Length: > 0 } text ? text : null;

    public static IEnumerable<JsonElement> Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } known
        ? known.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
        : [];
}
