namespace Quay.Client.Tests.Architecture;

/// <summary>The table of the rooms of a package in docs/architecture.md, from top to bottom.</summary>
internal sealed class RoomTable
{
    private const string Head = "| Room | May name |";

    private RoomTable(IReadOnlyList<(string Room, IReadOnlyList<string> MayName)> rows) => Rows = rows;

    public IReadOnlyList<(string Room, IReadOnlyList<string> MayName)> Rows { get; }

    public static RoomTable OfTheDocuments(Package package) => Parse(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "architecture.md")).SkipWhile(line => line != "## " + package.Name));

    public static RoomTable Parse(IEnumerable<string> markdown) => new(
    [
        .. markdown
            .SkipWhile(line => !line.StartsWith(Head, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], Names(cells[2]))),
    ]);

    public bool Allows(Arrow arrow) => Rows.Any(row => row.Room == arrow.From && row.MayName.Contains(arrow.To));

    /// <summary>The arrows of the table that do not point to a row further down.</summary>
    public IEnumerable<string> ArrowsNotDownwards()
    {
        List<string> order = [.. Rows.Select(row => row.Room)];
        return Rows.SelectMany(row => row.MayName, (row, named) => (row.Room, named))
            .Where(arrow => order.IndexOf(arrow.named) <= order.IndexOf(arrow.Room))
            .Select(arrow => $"{arrow.Room} -> {arrow.named}");
    }

    private static string[] Names(string cell) => cell == "–" ? [] : cell.Split(',', StringSplitOptions.TrimEntries);
}
