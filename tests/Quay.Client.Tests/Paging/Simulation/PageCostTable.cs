using System.Globalization;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Measures the tables of docs/performance.md about the number of requests, and writes them as Markdown.</summary>
internal sealed class PageCostTable
{
    private const int PageSize = 100;
    private const int LongList = 1_000 * PageSize;
    private const int LatencyMs = 20;
    private const int Runs = 1;

    private static readonly int[] Pages = [1, 2, 3, 10, 100, 1_000];
    private static readonly int[] Windows = [1, 8, 16];
    private static readonly int[] AllWindows = [1, 2, 4, 8, 16];

    private static readonly (string Name, int Pushes, int Removals)[] Changes =
    [
        ("none", 0, 0),
        ("10 pushes per second", 10, 0),
        ("10 removals per second", 0, 10),
        ("10 pushes and 10 removals per second", 10, 10),
    ];

    /// <summary>Gets the requests of lists that do not change, for each size and window.</summary>
    public static IReadOnlyList<(PageCost List, double Requests)> MeasureQuiet() =>
    [
        .. from pages in Pages
           from entries in new[] { pages * PageSize, (pages * PageSize) + 1, (pages * PageSize) + (PageSize / 2) }
           from window in Windows
           let list = new PageCost(entries, window)
           select (list, (double)list.CountRequests()),
    ];

    /// <summary>Gets the requests of a long list that changes, for each kind of changes and window.</summary>
    public static IReadOnlyList<(PageCost List, double Requests)> MeasureChanging() =>
    [
        .. from changes in Changes
           from window in AllWindows
           let list = new PageCost(LongList, window)
           {
               LatencyMs = LatencyMs,
               PushesPerSecond = changes.Pushes,
               RemovalsPerSecond = changes.Removals,
           }
           select (list, Enumerable.Range(1, Runs).Average(list.CountRequests)),
    ];

    public static IReadOnlyList<string> WriteQuiet(IReadOnlyList<(PageCost List, double Requests)> costs) =>
    [
        $"| entries | pages | {string.Join(" | ", Windows.Select(Title))} |",
        $"| ---: | ---: | {string.Join(" | ", Windows.Select(_ => "---:"))} |",
        .. costs.GroupBy(cost => (cost.List.Entries, cost.List.Pages))
            .Select(line => $"| {Number(line.Key.Entries)} | {Number(line.Key.Pages)} | {Numbers(line)} |"),
    ];

    public static IReadOnlyList<string> WriteChanging(IReadOnlyList<(PageCost List, double Requests)> costs) =>
    [
        $"| changes | {string.Join(" | ", AllWindows.Select(Title))} |",
        $"| --- | {string.Join(" | ", AllWindows.Select(_ => "---:"))} |",
        .. costs.GroupBy(cost => (cost.List.PushesPerSecond, cost.List.RemovalsPerSecond))
            .Zip(Changes, (line, changes) => $"| {changes.Name} | {Numbers(line)} |"),
    ];

    private static string Title(int window) => window == 1 ? "1 concurrent" : $"{window}";

    private static string Numbers(IEnumerable<(PageCost List, double Requests)> line) =>
        string.Join(" | ", line.Select(cost => Number(cost.Requests)));

    private static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
