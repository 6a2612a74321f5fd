using Quay.Client.Tests.Documentation;
using Quay.Client.Tests.Paging.Simulation;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies how many requests a list costs, and the tables of docs/performance.md about it.</summary>
[Trait("Speed", "Slow")]
public class PageCostTests
{
    // A simulation must run on a thread without a synchronization context.
    private static readonly Task<IReadOnlyList<(PageCost List, double Requests)>> Quiet = Task.Run(PageCostTable.MeasureQuiet);

    private static readonly Task<IReadOnlyList<(PageCost List, double Requests)>> Changing = Task.Run(PageCostTable.MeasureChanging);

    [Fact]
    public async Task Documented_requests_of_a_list_that_does_not_change_are_the_measured_ones() =>
        AssertDocumented(PageCostTable.WriteQuiet(await Quiet));

    [Fact]
    public async Task Documented_requests_of_a_list_that_changes_are_the_measured_ones() =>
        AssertDocumented(PageCostTable.WriteChanging(await Changing));

    [Fact]
    public async Task List_of_one_page_costs_one_request() =>
        Assert.All((await Quiet).Where(cost => cost.List.Pages == 1), cost => Assert.Equal(1, cost.Requests));

    [Fact]
    public async Task List_that_does_not_change_costs_at_most_15_percent_and_two_requests_more_than_its_pages() =>
        AssertNone((await Quiet)
            .Concat((await Changing).Where(cost => cost.List.PushesPerSecond + cost.List.RemovalsPerSecond == 0))
            .Select(cost => (cost.List, cost.Requests, Limit: (115 * cost.List.Pages / 100.0) + 2))
            .Where(cost => cost.Requests > cost.Limit));

    [Fact]
    public async Task List_that_changes_costs_at_most_30_percent_more_requests_than_one_that_does_not() =>
        AssertNone((await Changing)
            .GroupBy(cost => cost.List.Window)
            .SelectMany(window => window, (window, cost) => (cost.List, cost.Requests, Limit: 1.3 * window.First().Requests))
            .Where(cost => cost.Requests > cost.Limit));

    private static void AssertDocumented(IReadOnlyList<string> table)
    {
        string[] lines = CodeBlock.Documents["performance.md"];
        int place = Array.IndexOf(lines, table[0]);
        IEnumerable<string> documented = lines.Skip(Math.Max(place, 0)).TakeWhile(line => line.StartsWith('|'));
        Assert.True(
            documented.SequenceEqual(table),
            "Replace the table of docs/performance.md by:" + Environment.NewLine + string.Join(Environment.NewLine, table));
    }

    private static void AssertNone(IEnumerable<(PageCost List, double Requests, double Limit)> costs)
    {
        string[] faults = [.. costs.Select(cost => $"{cost.Requests} requests, more than {cost.Limit:0.#}, for {cost.List}")];
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }
}
