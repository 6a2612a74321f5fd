namespace Quay.Client.Tests.Architecture;

/// <summary>The table of the folders of a package in docs/architecture.md, from top to bottom.</summary>
internal sealed class FolderTable
{
    private const string Head = "| Folder | May use |";

    private FolderTable(IReadOnlyList<(string Folder, IReadOnlyList<string> MayUse)> rows) => Rows = rows;

    public IReadOnlyList<(string Folder, IReadOnlyList<string> MayUse)> Rows { get; }

    public static FolderTable OfTheDocuments(Package package) => Parse(
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

    public bool Allows(Arrow arrow) => Rows.Any(row => row.Folder == arrow.From && row.MayUse.Contains(arrow.To));

    /// <summary>The arrows of the table that do not point to a row further down.</summary>
    public IEnumerable<string> ArrowsNotDownwards()
    {
        List<string> order = [.. Rows.Select(row => row.Folder)];
        return Rows.SelectMany(row => row.MayUse, (row, named) => (row.Folder, named))
            .Where(arrow => order.IndexOf(arrow.named) <= order.IndexOf(arrow.Folder))
            .Select(arrow => $"{arrow.Folder} -> {arrow.named}");
    }

    private static string[] Names(string cell) => cell == "–" ? [] : cell.Split(',', StringSplitOptions.TrimEntries);
}
