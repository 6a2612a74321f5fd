namespace Quay.Client;

/// <summary>A package that the scanner found in an image.</summary>
public sealed record SecurityFeature
{
    /// <summary>Its name; null where the scanner does not say.</summary>
    public string? Name { get; init; }

    /// <summary>Its version; null where the scanner does not say.</summary>
    public string? Version { get; init; }

    /// <summary>The digest of the layer that brought it; null where the scanner does not say.</summary>
    public string? AddedBy { get; init; }

    /// <summary>What is wrong with it; none also when it was not asked for.</summary>
    public IReadOnlyList<SecurityVulnerability> Vulnerabilities { get; init; } = [];

    internal static SecurityFeature Read(JsonElement json) => new()
    {
        Name = ScannerJson.Text(json, "Name"),
        Version = ScannerJson.Text(json, "Version"),
        AddedBy = ScannerJson.Text(json, "AddedBy"),
        Vulnerabilities = [.. ScannerJson.Items(ScannerJson.Field(json, "Vulnerabilities")).Select(SecurityVulnerability.Read)],
    };

    /// <summary>Returns the name, the version and the number of vulnerabilities on one line.</summary>
    public override string ToString() => SafeText.Line($"{Name} {Version}: {Counted.Of(Vulnerabilities?.Count ?? 0, "vulnerability", "vulnerabilities")}");
}
