namespace Quay.Client.Tests.Architecture;

/// <summary>Reads the table of package references in docs/architecture.md.</summary>
internal static class PackageTable
{
    public static Dictionary<string, string> FromDocumentation() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "architecture.md"))
        .SkipWhile(line => !line.StartsWith("| Package | References |", StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1], cells => cells[2] == "–" ? "" : cells[2]);
}
