using System.Globalization;

namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>
/// Compares simulations of random policies with what the fake's worker deletes, which is a separate implementation. The environment
/// variable <c>QUAY_CLIENT_RUNS</c> sets the number of runs, and <c>QUAY_CLIENT_SEED</c> the seed of the first.
/// </summary>
[Trait("Speed", "Slow")]
public class AutoPrunePropertyTests
{
    [Fact]
    public Task Next_run_deletes_every_certain_tag_and_no_unlisted_one() => ForEachSeedAsync(async random =>
    {
        AutoPruneSimulation simulation = await random.SimulateAsync();
        List<AutoPruneDeletion> now = [.. simulation.Deletions.Where(deletion => deletion.When == AutoPruneTime.Now)];
        HashSet<string> deleted = random.Run();
        Assert.Superset(Names(now.Where(deletion => deletion.IsCertain)), deleted);
        Assert.Subset(Names(now), deleted);
        return now.Count > 0 && now.All(deletion => deletion.IsCertain);
    });

    [Fact]
    public Task Tags_are_deleted_at_their_time_and_not_before() => ForEachSeedAsync(async random =>
    {
        random.Run();
        AutoPruneSimulation simulation = await random.SimulateAsync();
        List<AutoPruneDeletion> later =
            [.. simulation.Deletions.Where(deletion => deletion is { When: AutoPruneTime.Later, IsCertain: true })];
        if (later is not [{ At: { } first }, ..])
        {
            return false;
        }

        random.Fixture.Clock.SetUtcNow(first.AddSeconds(-2));
        Assert.Subset(Names(Due(first.AddSeconds(-2))), random.Run());
        random.Fixture.Clock.SetUtcNow(first);
        HashSet<string> before = random.Tags;

        // The fake's time advances by a millisecond with each deletion.
        Assert.Subset(Names(Due(first.AddSeconds(1))), random.Run());
        Assert.DoesNotContain(later[0].Tag, random.Tags);
        return before.Contains(later[0].Tag);

        IEnumerable<AutoPruneDeletion> Due(DateTimeOffset time) =>
            simulation.Deletions.Where(deletion => deletion.When == AutoPruneTime.Now || deletion.At <= time);
    });

    [Fact]
    public Task New_tag_displaces_the_tags_that_are_listed_for_the_next_push() => ForEachSeedAsync(async random =>
    {
        random.Run();
        AutoPruneSimulation simulation = await random.SimulateAsync();
        const string New = "v9";
        random.Fixture.App.Push(New);
        HashSet<string> deleted = random.Run();
        List<AutoPruneDeletion> displaced =
        [
            .. simulation.Deletions.Where(deletion => deletion is { When: AutoPruneTime.NextPush, IsCertain: true }
                && AutoPrunePattern.TryCreate(deletion.Policy.Policy, out AutoPrunePattern? pattern) && pattern.Selects(New)),
        ];
        if (!deleted.Contains(New))
        {
            Assert.Superset(Names(displaced), deleted);
        }

        deleted.RemoveWhere(tag => tag == New || tag.StartsWith("sha256-", StringComparison.Ordinal));
        Assert.Subset(Names(simulation.Deletions.Where(deletion => deletion.When != AutoPruneTime.Later)), deleted);
        return displaced.Count > 0;
    });

    // A property returns whether its run had a deletion that could be verified.
    private static async Task ForEachSeedAsync(Func<RandomPolicies, Task<bool>> property)
    {
        int seed = Variable("QUAY_CLIENT_SEED", byDefault: 1);
        int runs = Variable("QUAY_CLIENT_RUNS", byDefault: 300);
        int verified = 0;
        for (int i = 0; i < runs; i++)
        {
            using var random = new RandomPolicies(seed + i);
            try
            {
                verified += await property(random) ? 1 : 0;
            }
            catch (Exception failure)
            {
                AutoPruneSimulation simulation = await random.SimulateAsync();
                throw new InvalidOperationException($"QUAY_CLIENT_SEED={seed + i}: {simulation.Describe()}", failure);
            }
        }

        Console.WriteLine($"{runs} runs, {verified} of them with a verified deletion");
        Assert.True(verified * 10 > runs || runs < 100, $"only {verified} of {runs} runs have a verified deletion");
    }

    private static HashSet<string> Names(IEnumerable<AutoPruneDeletion> deletions) => [.. deletions.Select(deletion => deletion.Tag)];

    private static int Variable(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;
}
