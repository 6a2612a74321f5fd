using System.Globalization;
using Quay.Client.Tests.Paging.Simulation;

namespace Quay.Client.Tests.Paging;

/// <summary>
/// Verifies that a list is complete while its repository changes. The environment variable <c>QUAY_CLIENT_RUNS</c> sets the number of
/// random runs, and <c>QUAY_CLIENT_SEED</c> the seed of the first.
/// </summary>
[Trait("Speed", "Slow")]
public class LosslessListTests
{
    private const string Replay = "QUAY_CLIENT_SEED={seed} QUAY_CLIENT_RUNS=1 dotnet run --project tests/Quay.Client.Tests"
        + " -- --filter-class '*LosslessListTests'";

    [Fact]
    public Task Unchanged_entries_are_returned_exactly_once_and_in_order_for_any_changes() => RunAsync(isCut: false);

    [Fact]
    public Task List_that_is_continued_after_any_entry_returns_unchanged_entries_exactly_once() => RunAsync(isCut: true);

    private static async Task RunAsync(bool isCut)
    {
        int seed = Variable("QUAY_CLIENT_SEED", byDefault: 1);
        int runs = Variable("QUAY_CLIENT_RUNS", byDefault: 300);

        // A simulation must run on a thread without a synchronization context.
        RunTotals totals = await Task.Run(() => RunTotals.Of(seed, runs, isCut));
        Console.WriteLine(totals);
        Assert.False(totals.HasFaults, totals.HasFaults ? totals.Describe(Replay, isCut) : "");
    }

    private static int Variable(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;
}
