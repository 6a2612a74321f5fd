namespace Quay.Client.Tests.Architecture;

/// <summary>The table of the packages in docs/architecture.md: which package references which.</summary>
internal static class PackageTable
{
    public static Dictionary<string, string> OfTheDocuments() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "architecture.md"))
        .SkipWhile(line => !line.StartsWith("| Package | References |", StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1], cells => cells[2] == "–" ? "" : cells[2]);
}
