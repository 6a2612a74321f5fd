namespace Quay.Client.Tests.Architecture;

/// <summary>Represents the table of a package's folders in docs/architecture.md, from top to bottom.</summary>
internal sealed class FolderTable
{
    private const string Head = "| Folder | May use |";

    private FolderTable(IReadOnlyList<(string Folder, IReadOnlyList<string> MayUse)> rows) => Rows = rows;

    public IReadOnlyList<(string Folder, IReadOnlyList<string> MayUse)> Rows { get; }

    public static FolderTable FromDocumentation(Package package) => Parse(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "architecture.md")).SkipWhile(line => line != "## " + package.Name));

    public static FolderTable Parse(IEnumerable<string> markdown) => new(
    [
        .. markdown
            .SkipWhile(line => !line.StartsWith(Head, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], Names(cells[2]))),
    ]);

    public bool Allows(FolderDependency edge) => Rows.Any(row => row.Folder == edge.From && row.MayUse.Contains(edge.To));

    /// <summary>Gets the dependencies of the table on a folder that is not further down.</summary>
    public IEnumerable<string> UpwardDependencies()
    {
        List<string> order = [.. Rows.Select(row => row.Folder)];
        return Rows.SelectMany(row => row.MayUse, (row, named) => (row.Folder, named))
            .Where(edge => order.IndexOf(edge.named) <= order.IndexOf(edge.Folder))
            .Select(edge => $"{edge.Folder} -> {edge.named}");
    }

    private static string[] Names(string cell) => cell == "–" ? [] : cell.Split(',', StringSplitOptions.TrimEntries);
}
