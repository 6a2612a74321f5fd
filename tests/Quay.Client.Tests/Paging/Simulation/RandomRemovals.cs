namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Removes random entries: ended ones as the collector does, others as a permanent deletion and the collector do.</summary>
internal sealed class RandomRemovals(Random random, SimulatedRepository repository)
{
    public void CollectEnded(int count)
    {
        int from = random.Next(repository.Count + 1);
        repository.Collect([.. Between(from, repository.Count).Where(entry => !entry.IsAliveAt(repository.NowMs)).Take(count)]);
    }

    public void RemoveAdjacent(int count)
    {
        int all = repository.Count;
        int from = count >= all ? 0 : random.Next(all - count + 1);
        repository.Collect([.. Between(from, (int)Math.Min((long)from + count, all))]);
    }

    public void RemoveScattered(int count)
    {
        var entries = new HashSet<SimulatedEntry>();
        for (int i = 0; i < Math.Min(count, repository.Count); i++)
        {
            entries.Add(repository[random.Next(repository.Count)]);
        }

        repository.Collect([.. entries]);
    }

    private IEnumerable<SimulatedEntry> Between(int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            yield return repository[i];
        }
    }
}
