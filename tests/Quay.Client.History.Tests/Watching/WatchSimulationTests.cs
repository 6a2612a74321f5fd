using System.Globalization;

namespace Quay.Client.History.Tests.Watching;

/// <summary>
/// Verifies that a watch reports each event exactly once and in order, or a gap. The environment variable <c>QUAY_WATCH_RUNS</c> sets the
/// number of random runs, and <c>QUAY_WATCH_SEED</c> the seed of the first.
/// </summary>
[Trait("Speed", "Slow")]
public class WatchSimulationTests
{
    [Fact]
    public async Task Each_event_is_reported_once_and_in_order_or_there_is_a_gap()
    {
        int first = Variable("QUAY_WATCH_SEED", byDefault: 1);
        int runs = Variable("QUAY_WATCH_RUNS", byDefault: 150);
        (int events, int gaps, int inGaps, int withoutTrace, int restarts, int errors) = (0, 0, 0, 0, 0, 0);
        for (int seed = first; seed < first + runs; seed++)
        {
            using var simulation = new WatchSimulation(seed);
            await simulation.RunAsync();
            var verification = WatchVerification.Of(simulation);
            events += verification.Delivered;
            gaps += verification.Gaps;
            inGaps += verification.InGaps;
            withoutTrace += verification.WithoutTrace;
            restarts += simulation.Restarts;
            errors += simulation.Errors;
            Assert.True(
                verification.Failures.Count == 0,
                $"QUAY_WATCH_SEED={seed} QUAY_WATCH_RUNS=1:\n{string.Join('\n', verification.Failures)}\n{simulation.Log}");
        }

        Console.WriteLine(
            $"{runs} runs, {events} events, each once and in order, {restarts} restarts, {errors} failed polls, {gaps} gaps with {inGaps} "
            + $"lost entries, {withoutTrace} entries permanently deleted without a trace");
    }

    private static int Variable(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;
}
